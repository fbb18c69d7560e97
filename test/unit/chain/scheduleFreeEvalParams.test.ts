import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { masked } from '../../../src/chain/masked.ts'
import { partition } from '../../../src/chain/partition.ts'
import { scheduleFree } from '../../../src/chain/scheduleFree.ts'
import { scheduleFreeEvalParams } from '../../../src/chain/scheduleFreeEvalParams.ts'
import { compile } from '../../../src/compile/index.ts'
import { scheduleFreeAdamw } from '../../../src/optimizers/scheduleFreeAdamw.ts'
import { scheduleFreeSgd } from '../../../src/optimizers/scheduleFreeSgd.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { applyUpdates, tensor } from '../../../src/pytree/index.ts'
import type { GradientTransformation, StateType } from '../../../src/rule/index.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { expectError } from '../transforms/expectError.ts'

/** Steps down the sum of squares: the sum at the average after each. */
const descend = <S extends StateType>(opt: GradientTransformation<S, 'params'>): readonly string[] => {
  let params = Float32Array.of(1, 2, 3)
  let state = opt.init(params)
  return Array.from({ length: 5 }, () => {
    const [updates, next] = opt.update(
      params.map((x) => 2 * x),
      state,
      params,
    )
    params = applyUpdates(params, updates)
    state = next
    const average = scheduleFreeEvalParams(state, params)
    return average.reduce((sum, x) => sum + x * x, 0).toPrecision(3)
  })
}

describe('scheduleFreeEvalParams', () => {
  it('gives what the documentation of optax prints', () => {
    const [first, , ...later] = descend(scheduleFreeSgd())
    expect([first, ...later]).toEqual(['14.0', '0.996', '0.806', '0.241'])
    expect(descend(scheduleFreeAdamw(1))).toEqual(['5.00', '3.05', '1.73', '0.894', '0.413'])
  })

  it('gives z after the first step, in the dtypes and shapes of the parameters, which it leaves alone', () => {
    const params = { w: tensor(Float64Array.of(1, 2), [1, 2]), b: Float32Array.of(3) }
    const opt = scheduleFreeSgd(1)
    const gradients = { w: tensor(Float64Array.of(2, 2), [1, 2]), b: Float32Array.of(2) }
    const [updates, state] = opt.update(gradients, opt.init(params), params)
    const after = applyUpdates(params, updates)
    const before = structuredClone(after)
    const average = scheduleFreeEvalParams(state, after)
    expect(average.w.shape).toEqual([1, 2])
    expect(average.w.data[0]).toBeCloseTo(-1, 14)
    expect(average.b).toEqual(Float32Array.of(1))
    expect(average.b).not.toBe(after.b)
    expect(after).toEqual(before)
  })

  it('finds the state in chains, wrappers and snapshots', () => {
    const opt = chain(clipByGlobalNorm(100), scheduleFree(sgd(1), 1, { b1: 0.5 }))
    const run = compile(opt, { w: 8 })
    run.step({ w: 4 })
    run.step({ w: 4 })
    const { params, state } = run.snapshot()
    run.dispose()
    expect(params).toEqual({ w: 1 })
    expect(scheduleFreeEvalParams(state, params)).toEqual({ w: 2 })
  })

  it('leaves the leaves alone that it does not average', () => {
    const params = { w: [4, 8], b: 4 }
    const opt = masked(scheduleFreeSgd(1, { b1: 0.5 }), ['w[0]'])
    const [, state] = opt.update({ w: [1, 1], b: 1 }, opt.init(params), params)
    expect(scheduleFreeEvalParams(state, { w: [1, 1], b: 1 })).toEqual({ w: [-1, 1], b: 1 })
  })

  it('puts several averages together, each with its own b1', () => {
    const opt = partition(
      { half: scheduleFreeSgd(1, { b1: 0.5 }), quarter: scheduleFreeSgd(1, { b1: 0.25 }) },
      { w: 'half', b: 'quarter' },
    )
    const params = { w: 4, b: 4 }
    const [, state] = opt.update({ w: 2, b: 2 }, opt.init(params), params)
    // z is 2 for both.
    expect(scheduleFreeEvalParams(state, { w: 3, b: 3 })).toEqual({ w: 4, b: 6 })
  })

  it('says what to do with a state that holds none, or two of a leaf', () => {
    expectError(
      () => scheduleFreeEvalParams(sgd(1).init({ w: 1 }), { w: 1 }),
      'invalid-state',
      'scheduleFreeEvalParams',
      'scheduleFreeAdamw(…)',
    )
    const twice = scheduleFree(scheduleFreeSgd(), 1)
    expectError(
      () => scheduleFreeEvalParams(twice.init({ w: 1 }), { w: 1 }),
      'invalid-state',
      'w',
      'baseOptimizerState.scheduleFree',
    )
  })

  it('refuses the parameters of another', () => {
    const state = scheduleFreeSgd().init({ w: Float32Array.of(1, 2) })
    expectError(() => scheduleFreeEvalParams(state, { v: 1 }), 'structure-mismatch', 'at w')
    expectError(() => scheduleFreeEvalParams(state, { w: Float32Array.of(1) }), 'shape-mismatch', 'the state of w')
    expectError(() => scheduleFreeEvalParams(state, { w: Float64Array.of(1, 2) }), 'dtype-mismatch', 'the state of w')
  })

  it('does nothing to a tree without leaves', () => {
    expect(scheduleFreeEvalParams(scheduleFreeSgd().init({}), {})).toEqual({})
  })
})
