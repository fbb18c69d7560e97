/** Scale each leaf by how long its parameters are beside their update. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, equal, isFinite, max, mul, norm, or, select } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { counter } from '../rule/index.ts'

const options = {
  /** The norm that parameters and updates have at least. */
  minNorm: hyperparameter(0, nonNegative),
  /** The length of a step, as a fraction of that of the parameters. */
  trustCoefficient: hyperparameter(1, nonNegative),
  /** What is added to the norm of the update. */
  eps: hyperparameter(0, nonNegative),
}

/** Options of `scaleByTrustRatio`. */
export type ScaleByTrustRatioOptions = Given<typeof options>

/**
 * Give the update of each leaf a length in proportion to that of the leaf's parameters.
 *
 * p = max(‖θ‖, minNorm) and n = max(‖u‖, minNorm) over the leaf, u' = u·trustCoefficient·p/(n + eps), u' = u where p or n is 0
 *
 * A leaf of zeros can so start to move. Where the norm of an update is NaN or infinite, its whole leaf becomes NaN, and no other.
 *
 * State: `count`.
 *
 * @throws OptfuseError `invalid-option` for an option below 0; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scaleByTrustRatio()
 * const params = { w: 3 }
 * opt.update({ w: -0.5 }, opt.init(params), params)[0] // { w: -3 }
 * @see You, Gitman and Ginsburg 2017, algorithm 1, https://arxiv.org/abs/1708.03888
 */
export const scaleByTrustRatio = transformation(
  {
    name: 'scaleByTrustRatio',
    options,
    state: { count: counter() },
    needs: ['params'],
    rule: ({ update, param }, { minNorm, trustCoefficient, eps }) => {
      const length = max(norm(param, 'leaf'), minNorm)
      const step = max(norm(update, 'leaf'), minNorm)
      const ratio = div(mul(trustCoefficient, length), add(step, eps))
      const factor = select(or(equal(length, 0), equal(step, 0)), 1, ratio)
      // An infinite norm would bring a sound element to rest beside a broken one.
      return { update: mul(update, select(isFinite(step), factor, NaN)) }
    },
  },
  (given: ScaleByTrustRatioOptions = {}) => given,
)
