/** The AdaBelief direction. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, debiasedMean, div, increment, movingAverage, sqrt, square, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'
import { scaleByAdam } from './scaleByAdam.ts'

const options = {
  ...scaleByAdam.schema,
  /** Added to the root. */
  eps: hyperparameter(1e-16, nonNegative),
  /** Added to the mean of squares at every step, which keeps it. */
  epsRoot: hyperparameter(1e-16, nonNegative),
}

/** Options of `scaleByBelief`. */
export type ScaleByBeliefOptions = Given<typeof options>

/**
 * Divide a running mean of the updates by how far they are from it: large steps where the mean foretells them.
 *
 * t = count + 1, mu' = b₁mu + (1 - b₁)u, nu' = b₂nu + (1 - b₂)(u - mu')² + epsRoot,
 * u' = mu'/(1 - b₁ᵗ) / (√(nu'/(1 - b₂ᵗ)) + eps)
 *
 * With `nesterov` the numerator is b₁mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)u/(1 - b₁ᵗ).
 *
 * State: `count`, `mu` and `nu`, the mean and the mean of squared surprises, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative eps
 * @example
 * const opt = scaleByBelief({ b1: 0.5, eps: 0, epsRoot: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: 2 }
 * @see Zhuang et al. 2020, algorithm 2, https://arxiv.org/abs/2010.07468
 */
export const scaleByBelief = transformation(
  {
    name: 'scaleByBelief',
    options,
    state: { count: counter(), mu: moment(), nu: moment() },
    rule: ({ update, count, mu, nu }, { b1, b2, eps, epsRoot, nesterov }) => {
      const t = increment(count)
      const m = movingAverage(b1, mu, update)
      const v = add(movingAverage(b2, nu, square(sub(update, m))), epsRoot)
      const mHat = debiasedMean(m, update, b1, t, nesterov)
      return { update: div(mHat, add(sqrt(debias(v, b2, t)), eps)), count: t, mu: m, nu: v }
    },
  },
  (given: ScaleByBeliefOptions = {}) => given,
)
