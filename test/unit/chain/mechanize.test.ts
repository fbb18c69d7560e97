import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { mechanize } from '../../../src/chain/mechanize.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { fromSpec, toSpec } from '../../../src/spec/index.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { scaleByPolyak } from '../../../src/transforms/scaleByPolyak.ts'
import { scaleByRms } from '../../../src/transforms/scaleByRms.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectError } from '../transforms/expectError.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

const params = { w: Float64Array.of(8), b: 0 }
const fours = { w: Float64Array.of(4), b: 0 }

describe('mechanize', () => {
  it('begins with the scale that it is given, and makes it larger while gradients point the same way', () => {
    const opt = mechanize(sgd(1), { sInit: 0.5, eps: 1, numBetas: 1, weightDecay: 0 })
    const once = everyWay(opt, params, [fours])
    expect(once.updates.w).toEqual(Float64Array.of(-2))
    expect(once.state).toMatchObject({ mechanic: { count: 1, x0: params, r1: 0, m1: 1, v1: 0, s1: 0.5 } })
    // h = 4·2/1.5 = 16/3, of which m lets 1 through; so the wealth is 19/6 + 1/2, and the scale 11/19.
    const twice = everyWay(opt, params, [fours, fours])
    expectNumbers(twice.updates.w, [-62 / 57])
    const { mechanic } = opt.update(fours, opt.update(fours, opt.init(params), params)[1], {
      w: Float64Array.of(6),
      b: 0,
    })[1]
    expectNumbers([mechanic.r1, mechanic.m1, mechanic.v1, mechanic.s1], [0.5, 19 / 3, 256 / 9, 11 / 19])
  })

  it('adds up the scales of several decays', () => {
    const opt = mechanize(sgd(1), { sInit: 0.5, eps: 1, numBetas: 2, weightDecay: 0 })
    const { state } = everyWay(opt, params, [fours])
    expect(state).toMatchObject({ mechanic: { s1: 0.25, s2: 0.25 } })
  })

  it('pulls gradients towards the parameters, in units of both norms', () => {
    const opt = mechanize(sgd(1), { sInit: 0.5, eps: 1, numBetas: 1, weightDecay: 1 })
    const { state } = everyWay(opt, params, [fours, fours])
    // The pull is 0.5·4/(6 + 1)·6 = 12/7, so h = (4 + 12/7)·2/1.5.
    expect(state).toMatchObject({ mechanic: { v1: expect.closeTo((160 / 21) ** 2, 12) } })
  })

  it('starts at the parameters of the first step, whatever init was given', () => {
    const opt = mechanize(sgd(1), { sInit: 1 })
    const [, state] = opt.update(fours, opt.init({ w: Float64Array.of(100), b: 1 }), params)
    expect(state.mechanic.x0).toEqual(params)
  })

  it('is a chain to what it wraps: the gradient there is what flows in', () => {
    const opt = chain(scale(2), mechanize(scaleByRms({ decay: 0, eps: 0, of: 'gradient' }), { sInit: 1 }))
    expectNumbers(updatesOf(opt, [-4], 1), [-1])
  })

  it('measures in one pass over the parameters and steps in another', () => {
    expect(explain(mechanize(adam(1)), params).passes).toHaveLength(2)
  })

  it('has a state of its own type, needs the parameters, and lets an argument through', () => {
    const state = mechanize(adam(1)).init(params)
    expectTypeOf(state.mechanic.x0).toEqualTypeOf<typeof params>()
    expectTypeOf(state.mechanic.s6).toBeNumber()
    expectTypeOf(state.baseOptimizerState[0].mu.b).toBeNumber()
    expect(Object.keys(state.mechanic)).toHaveLength(2 + 4 * 6)
    // @ts-expect-error the scale is learned from the parameters
    expectError(() => mechanize(adam(1)).update(fours, state), 'missing-params', 'mechanize')
    const polyak = mechanize(scaleByPolyak())
    // @ts-expect-error the optimizer reads the loss
    expectError(() => polyak.update(fours, polyak.init(params), params), 'missing-argument')
  })

  it('has a spec', () => {
    const json = {
      mechanize: { inner: { sgd: { learningRate: 1 } }, weightDecay: 0, eps: 1e-6, sInit: 0.1, numBetas: 2 },
    }
    expect(toSpec(mechanize(sgd(1), { weightDecay: 0, eps: 1e-6, sInit: 0.1, numBetas: 2 }))).toEqual(json)
    expect(toSpec(fromSpec(json))).toEqual(json)
  })

  it('refuses numbers out of range', () => {
    expectError(() => mechanize(sgd(1), { numBetas: 0 }), 'invalid-option', 'mechanize', 'numBetas')
    expectError(() => mechanize(sgd(1), { sInit: 0 }), 'invalid-option', 'sInit')
    expectError(() => mechanize(sgd(1), { eps: 0 }), 'invalid-option', 'eps')
    expectError(() => mechanize(sgd(1), { weightDecay: -1 }), 'invalid-option', 'weightDecay')
  })
})
