/** Steps as long as the weighted way from the start. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, equal, increment, isFinite, max, mul, reduceSumOfSquares, select, sqrt, sub } from '../expr/index.ts'
import { nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment, scalar } from '../rule/index.ts'

const options = {
  /** The squared distance that is taken for the first step; `eps` by default. */
  initEstimSqDist: nullable(hyperparameter(1e-4, nonNegative)),
  /** What is added to the root of the weighted sum of squares. */
  eps: hyperparameter(1e-4, nonNegative),
}

/** Options of `scaleByDowg`. */
export type ScaleByDowgOptions = Given<typeof options>

/**
 * Distance over weighted gradients: like `scaleByDog`, with squared gradients that count the more the further from the start they
 * were met.
 *
 * estimSqDist' = max(estimSqDist, ‖initParams - θ‖²), weightedSqNormGrads' = weightedSqNormGrads + estimSqDist'·Σu², over
 * the tree, u' = u·estimSqDist'/(√weightedSqNormGrads' + eps)
 *
 * Where a gradient is NaN or infinite, every update is NaN from then on.
 *
 * State: `count`; `initParams`, the first parameters; `estimSqDist` and `weightedSqNormGrads`, one number each.
 *
 * @throws OptfuseError `invalid-option` for a number below 0; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scaleByDowg({ initEstimSqDist: 9, eps: 0 })
 * const params = { w: 1 }
 * opt.update({ w: -4 }, opt.init(params), params)[0] // { w: -3 }
 * @see Khaled, Mishchenko and Jin 2023, https://arxiv.org/abs/2305.16284
 */
export const scaleByDowg = transformation(
  {
    name: 'scaleByDowg',
    options,
    state: { count: counter(), initParams: moment('param'), estimSqDist: scalar(0), weightedSqNormGrads: scalar(0) },
    needs: ['params'],
    rule: ({ update, param, count, initParams, estimSqDist, weightedSqNormGrads }, { initEstimSqDist, eps }) => {
      const before = select(equal(count, 0), initEstimSqDist ?? eps, estimSqDist)
      const distance = max(before, reduceSumOfSquares(sub(initParams, param), 'tree'))
      const squares = add(weightedSqNormGrads, mul(distance, reduceSumOfSquares(update, 'tree')))
      const step = div(distance, add(sqrt(squares), eps))
      return {
        update: mul(update, select(isFinite(squares), step, NaN)),
        count: increment(count),
        initParams,
        estimSqDist: distance,
        weightedSqNormGrads: squares,
      }
    },
  },
  (given: ScaleByDowgOptions = {}) => given,
)
