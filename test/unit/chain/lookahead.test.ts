import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { lookahead } from '../../../src/chain/lookahead.ts'
import { compile } from '../../../src/compile/index.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { any, greater } from '../../../src/expr/index.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { applyUpdates } from '../../../src/pytree/index.ts'
import { leafFlag } from '../../../src/rule/index.ts'
import { fromSpec, toSpec } from '../../../src/spec/index.ts'
import { scaleByPolyak } from '../../../src/transforms/scaleByPolyak.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { w: Float32Array.of(8, -8), b: 4 }
const ones = { w: Float32Array.of(1, 1), b: 1 }

describe('lookahead', () => {
  it('takes fast steps, and moves both kinds of parameters to the slow step after each period', () => {
    const opt = lookahead(sgd(1), 2, 0.5)
    const once = everyWay(opt, params, [ones])
    expect(once.params.b).toBe(3)
    expect(once.state).toMatchObject({ sync: { stepsSinceSync: 1, slow: params } })
    // Two steps down lead from 4 to 2; halfway there is 3.
    const { params: after, state } = everyWay(opt, params, [ones, ones])
    expect(after).toEqual({ w: Float32Array.of(7, -9), b: 3 })
    expect(state).toMatchObject({ sync: { stepsSinceSync: 0, slow: after } })
  })

  it('is the optimizer itself with a whole slow step, and stands still with none', () => {
    const gradients = [ones, ones, ones]
    const plain = everyWay(sgd(1), params, gradients)
    expect(everyWay(lookahead(sgd(1), 3, 1), params, gradients).params).toEqual(plain.params)
    expect(everyWay(lookahead(sgd(1), 3, 0), params, gradients).params).toEqual(params)
  })

  it('keeps the state of the optimizer, or starts it anew after each slow step', () => {
    const kept = everyWay(lookahead(trace(0.5), 2, 0.5), params, [ones, ones]).state
    expect(kept).toMatchObject({ fastState: { count: 2, trace: { b: 1.5 } } })
    const opt = lookahead(trace(0.5), 2, 0.5, { resetState: true })
    const { state } = everyWay(opt, params, [ones, ones])
    expect(state).toEqual({ ...opt.init(params), sync: { stepsSinceSync: 0, slow: expect.anything() } })
    expect(everyWay(opt, params, [ones, ones, ones]).state).toMatchObject({ fastState: { count: 1, trace: { b: 1 } } })
  })

  it('starts flags and nested slow parameters anew too', () => {
    const seen = transformation(
      {
        name: 'seen',
        options: {},
        state: { large: leafFlag() },
        rule: ({ update }) => ({ update, large: any(greater(update, 0), 'leaf') }),
      },
      () => ({}),
    )
    const opt = lookahead(chain(seen(), lookahead(sgd(1), 3, 0.5)), 2, 0.5, { resetState: true })
    const { state } = everyWay(opt, params, [ones, ones])
    expect(state).toMatchObject({
      // The inner slow parameters are those that the last fast step started from.
      fastState: [{ large: { w: false, b: false } }, { sync: { stepsSinceSync: 0, slow: { b: 3 } } }],
    })
  })

  it('leaves what entered it to the optimizer, and lets an argument through', () => {
    const opt = lookahead(scaleByPolyak(), 2, 0.5)
    // @ts-expect-error the optimizer reads the loss
    expectError(() => opt.update(ones, opt.init(params), params), 'missing-argument')
    expect(opt.update({ ...ones, b: 0 }, opt.init(params), params, { value: 2 })[0].w[0]).toBe(1)
  })

  it('has a state of its own type, and needs the parameters', () => {
    const opt = lookahead(adam(0.1), 2, 0.5)
    const state = opt.init(params)
    expectTypeOf(state.sync.slow).toEqualTypeOf<typeof params>()
    expectTypeOf(state.fastState[0].mu.b).toBeNumber()
    // @ts-expect-error the slow step is taken from the parameters
    expectError(() => opt.update(ones, state), 'missing-params', 'lookahead')
  })

  it('starts from copies: the slow parameters are not the arrays handed in', () => {
    const { sync } = lookahead(sgd(1), 2, 0.5).init(params)
    expect(sync.slow).toEqual(params)
    expect(sync.slow.w).not.toBe(params.w)
    const run = compile(lookahead(sgd(1), 2, 0.5), params)
    run.step(ones)
    expect(run.snapshot().state.sync.slow).toEqual(params)
    run.dispose()
  })

  it('holds one slow parameter for tied ones', () => {
    const w = Float32Array.of(4)
    const tied = { one: w, two: w }
    const opt = lookahead(sgd(1), 1, 0.5)
    const [updates, state] = opt.update({ one: Float32Array.of(1), two: Float32Array.of(1) }, opt.init(tied), tied)
    expect(applyUpdates(tied, updates)).toEqual({ one: Float32Array.of(3), two: Float32Array.of(3) })
    expect(state.sync.slow.one).toBe(state.sync.slow.two)
  })

  it('has a spec', () => {
    const opt = lookahead(sgd(1), 5, 0.5, { resetState: true })
    const json = {
      lookahead: { inner: { sgd: { learningRate: 1 } }, syncPeriod: 5, slowStepSize: 0.5, resetState: true },
    }
    expect(toSpec(opt)).toEqual(json)
    expect(toSpec(fromSpec(json))).toEqual(json)
  })

  it('refuses numbers out of range', () => {
    expectError(() => lookahead(sgd(1), 0, 0.5), 'invalid-option', 'syncPeriod')
    expectError(() => lookahead(sgd(1), 1, 1.5), 'invalid-option', 'slowStepSize')
  })
})
