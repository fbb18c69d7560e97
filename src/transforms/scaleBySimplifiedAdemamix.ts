/** The direction of Simplified AdEMAMix. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, div, increment, movingAverage, mul, sqrt, square } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** Decay of the sum of updates, a fraction per step in [0, 1). */
  b1: hyperparameter(0.99, decayRange),
  /** Decay of the mean of squares, a fraction per step in [0, 1). */
  b2: hyperparameter(0.95, decayRange),
  /** The weight of the update itself beside the sum. */
  alpha: hyperparameter(0),
  /** Added to the root, so that the step stays bounded where the gradient vanishes. */
  eps: hyperparameter(1e-8, nonNegative),
  /** Added under the root. */
  epsRoot: hyperparameter(0, nonNegative),
}

/** Options of `scaleBySimplifiedAdemamix`. */
export type ScaleBySimplifiedAdemamixOptions = Given<typeof options>

/**
 * AdEMAMix with one memory: a sum that remembers long, and the update itself in place of a fast mean.
 *
 * t = count + 1, m' = b₁m + u, n' = b₂n + (1 - b₂)u²,
 * u' = (m' + alpha·u) / (√(n'/(1 - b₂ᵗ) + epsRoot) + eps)
 *
 * The sum is 1/(1 - b₁) times as long as a mean would be, and so the learning rate is that much smaller than Adam's.
 *
 * State: `count`; `m` and `n`, the sum and the mean of squares, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative eps
 * @example
 * const opt = scaleBySimplifiedAdemamix({ alpha: 2, eps: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: 3 }
 * @see Morwani et al. 2025, https://arxiv.org/abs/2502.02431
 */
export const scaleBySimplifiedAdemamix = transformation(
  {
    name: 'scaleBySimplifiedAdemamix',
    options,
    state: { count: counter(), m: moment(), n: moment() },
    rule: ({ update, count, m, n }, { b1, b2, alpha, eps, epsRoot }) => {
      const t = increment(count)
      const sum = add(mul(b1, m), update)
      const squares = movingAverage(b2, n, square(update))
      return {
        update: div(add(sum, mul(alpha, update)), add(sqrt(add(debias(squares, b2, t), epsRoot)), eps)),
        count: t,
        m: sum,
        n: squares,
      }
    },
  },
  (given: ScaleBySimplifiedAdemamixOptions = {}) => given,
)
