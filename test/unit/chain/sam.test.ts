import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { lookahead } from '../../../src/chain/lookahead.ts'
import { masked } from '../../../src/chain/masked.ts'
import { sam } from '../../../src/chain/sam.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import type { GradientTransformation, StateType } from '../../../src/rule/index.ts'
import { fromSpec, toSpec } from '../../../src/spec/index.ts'
import { addDecayedWeights } from '../../../src/transforms/addDecayedWeights.ts'
import { normalizeByUpdateNorm } from '../../../src/transforms/normalizeByUpdateNorm.ts'
import { scaleByPolyak } from '../../../src/transforms/scaleByPolyak.ts'
import { swa } from '../../../src/transforms/swa.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { w: Float32Array.of(8, -8), b: 4 }
const ones = { w: Float32Array.of(1, 1), b: 1 }

const onesTimes = (count: number): readonly (typeof params)[] => Array.from({ length: count }, () => ones)

/** The parameter b after each step with a gradient of one. */
const path = <S extends StateType>(opt: GradientTransformation<S, 'params'>, steps: number): readonly number[] =>
  Array.from({ length: steps }, (_, i) => everyWay(opt, params, onesTimes(i + 1)).params.b)

describe('sam', () => {
  it('climbs, and goes down from where the climb began', () => {
    expect(path(sam(sgd(1), sgd(0.5)), 4)).toEqual([4.5, 3, 3.5, 2])
    const { state } = everyWay(sam(sgd(1), sgd(0.5)), params, [ones, ones, ones])
    expect(state).toMatchObject({ sync: { stepsSinceSync: 1, cache: { w: Float32Array.of(7, -9), b: 3 } } })
  })

  it('climbs one step of the given length, as in the paper', () => {
    const opt = sam(sgd(1), chain(normalizeByUpdateNorm({ eps: 0 }), sgd(0.5)))
    const [up] = opt.update({ w: 3, b: 4 }, opt.init({ w: 0, b: 0 }), { w: 0, b: 0 })
    expect(up.w).toBeCloseTo(0.3, 15)
    expect(up.b).toBeCloseTo(0.4, 15)
  })

  it('climbs several steps, or none', () => {
    expect(path(sam(sgd(1), sgd(0.5), { syncPeriod: 3 }), 4)).toEqual([4.5, 5, 3, 3.5])
    expect(path(sam(sgd(1), sgd(0.5), { syncPeriod: 1 }), 3)).toEqual([3, 2, 1])
  })

  it('keeps the state of who waits, bit for bit', () => {
    const opt = sam(trace(0.5), trace(0.5), { resetState: false })
    const climbed = everyWay(opt, params, [ones]).state
    expect(climbed).toMatchObject({ advState: { count: 1, trace: { b: 1 } }, optState: { count: 0, trace: { b: 0 } } })
    const down = everyWay(opt, params, [ones, ones]).state
    expect(down).toMatchObject({ advState: { count: 1, trace: { b: 1 } }, optState: { count: 1, trace: { b: 1 } } })
  })

  it('starts the climb anew after a step down', () => {
    const opt = sam(sgd(1), trace(0.5), { syncPeriod: 3 })
    const seen = [1, 2, 3, 4].map((steps) => everyWay(opt, params, onesTimes(steps)).state)
    const traces = [1, 1.5, 0, 1]
    traces.forEach((b, i) => expect(seen[i]).toMatchObject({ advState: { trace: { b } } }))
  })

  it('shows the optimizer the parameters where the climb began', () => {
    const opt = sam(chain(addDecayedWeights(0.5), sgd(1)), sgd(0.5))
    // From 4.5 back to 4, and down by 1 + 0.5·4.
    expect(path(opt, 2)).toEqual([4.5, 1])
    const average = lookahead(chain(sgd(1), swa()), 1, 1, { resetState: true })
    const { state } = everyWay(sam(average, sgd(0.5)), params, [ones, ones])
    // What starts anew at the parameters does so there as well.
    expect(state).toMatchObject({ optState: { fastState: [{}, { swa: params }], sync: { slow: { b: 3 } } } })
  })

  it('climbs in the leaves of a mask only', () => {
    const opt = masked(sam(sgd(1), sgd(0.5)), ['w'])
    const { params: after, state } = everyWay(opt, params, [ones, ones])
    expect(after).toEqual({ w: Float32Array.of(7, -9), b: 6 })
    expect(state).toMatchObject({ innerState: { sync: { cache: { w: params.w, b: null } } } })
  })

  it('takes turns within turns', () => {
    // The inner one sees every second gradient, and its climbs are seen by the outer one as steps.
    expect(path(sam(sam(sgd(1), sgd(0.25)), sgd(0.5)), 4)).toEqual([4.5, 4.25, 4.75, 3])
  })

  it('costs no pass of its own', () => {
    const alone = explain(adam(1), params).passes.length
    expect(explain(sam(adam(1), sgd(1)), params).passes).toHaveLength(alone)
  })

  it('has a state of its own type, needs the parameters, and lets an argument through', () => {
    const opt = sam(adam(0.1), sgd(0.5))
    const state = opt.init(params)
    expectTypeOf(state.sync.cache).toEqualTypeOf<typeof params>()
    expectTypeOf(state.optState[0].mu.b).toBeNumber()
    expectTypeOf(state.advState[1].count).toBeNumber()
    expect(state.sync).toEqual({ stepsSinceSync: 0, cache: params })
    // @ts-expect-error the way back is found from the parameters
    expectError(() => opt.update(ones, state), 'missing-params', 'sam')
    const polyak = sam(scaleByPolyak(), sgd(1))
    // @ts-expect-error the optimizer reads the loss
    expectError(() => polyak.update(ones, polyak.init(params), params), 'missing-argument')
  })

  it('has a spec', () => {
    const sgdOf = (learningRate: number) => ({ sgd: { learningRate } })
    const json = { sam: { optimizer: sgdOf(1), advOptimizer: sgdOf(0.5), syncPeriod: 3, resetState: false } }
    expect(toSpec(sam(sgd(1), sgd(0.5), { syncPeriod: 3, resetState: false }))).toEqual(json)
    expect(toSpec(fromSpec(json))).toEqual(json)
  })

  it('refuses a period out of range, and what is no optimizer', () => {
    expectError(() => sam(sgd(1), sgd(1), { syncPeriod: 0 }), 'invalid-option', 'sam', 'syncPeriod')
    // @ts-expect-error a factory is no optimizer
    expectError(() => sam(sgd(1), sgd), 'invalid-option', 'sam', 'its second argument')
  })
})
