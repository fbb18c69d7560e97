/** Steps as long as the way from the start, leaf by leaf. @module */
import { transformation } from '../define/transformation.ts'
import {
  add,
  div,
  equal,
  increment,
  isFinite,
  max,
  mul,
  norm,
  reduceSumOfSquares,
  select,
  sqrt,
  sub,
} from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { counter, leafScalar, moment } from '../rule/index.ts'

const options = {
  /** The first distance, as a share of the size of the parameters. */
  repsRel: hyperparameter(1e-6, nonNegative),
  /** What is added to the sum of squares. */
  eps: hyperparameter(1e-8, nonNegative),
  /** What the step is multiplied by. */
  globalScale: hyperparameter(1),
}

/** Options of `scaleByDistanceOverGradients`. */
export type ScaleByDistanceOverGradientsOptions = Given<typeof options>

/**
 * Layer-wise DoG: for each leaf a learning rate that nobody has to choose, the largest distance from its first parameters so far
 * over the root of all its squared gradients so far. `scaleByDog` has one for the tree.
 *
 * maxDist' = max(maxDist, ‖initParams - θ‖), gradSumOfSquares' = gradSumOfSquares + Σu², over the leaf,
 * u' = u·globalScale·maxDist'/√(gradSumOfSquares' + eps)
 *
 * At the first step the distance is at least `repsRel·(1 + ‖θ‖)`. Where a gradient is NaN or infinite, the updates of its leaf are
 * NaN from then on.
 *
 * State: `count`; `initParams`, the first parameters; `maxDist` and `gradSumOfSquares`, one number for each leaf.
 *
 * @throws OptfuseError `invalid-option` for a number below 0; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scaleByDistanceOverGradients({ repsRel: 1, eps: 0 })
 * const params = { w: 2 }
 * opt.update({ w: -4 }, opt.init(params), params)[0] // { w: -3 }
 * @see Ivgi, Hinder and Carmon 2023, https://arxiv.org/abs/2302.12022
 */
export const scaleByDistanceOverGradients = transformation(
  {
    name: 'scaleByDistanceOverGradients',
    options,
    state: { count: counter(), initParams: moment('param'), maxDist: leafScalar(), gradSumOfSquares: leafScalar() },
    needs: ['params'],
    rule: ({ update, param, count, initParams, maxDist, gradSumOfSquares }, { repsRel, eps, globalScale }) => {
      const least = select(equal(count, 0), mul(repsRel, add(1, norm(initParams, 'leaf'))), maxDist)
      const distance = max(least, norm(sub(initParams, param), 'leaf'))
      const squares = add(gradSumOfSquares, reduceSumOfSquares(update, 'leaf'))
      const factor = mul(globalScale, div(distance, sqrt(add(squares, eps))))
      return {
        update: mul(update, select(isFinite(squares), factor, NaN)),
        count: increment(count),
        initParams,
        maxDist: distance,
        gradSumOfSquares: squares,
      }
    },
  },
  (given: ScaleByDistanceOverGradientsOptions = {}) => given,
)
