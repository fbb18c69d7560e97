/** The Adam direction. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, debiasedMean, div, increment, movingAverage, sqrt, square } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { flag } from '../options/choices.ts'
import { decayRange, hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** Decay of the first moment, a fraction per step in [0, 1). */
  b1: hyperparameter(0.9, decayRange),
  /** Decay of the second moment, a fraction per step in [0, 1). */
  b2: hyperparameter(0.999, decayRange),
  /** Added to the root, so that the step stays bounded where the gradient vanishes. */
  eps: hyperparameter(1e-8, nonNegative),
  /** Added under the root; above 0 when the update itself is to be differentiated. */
  epsRoot: hyperparameter(0, nonNegative),
  /** Whether the first moment looks one step ahead (Dozat 2016). */
  nesterov: flag(false),
}

/** Options of `scaleByAdam`. */
export type ScaleByAdamOptions = Given<typeof options>

/**
 * Divide a running mean of the updates by the root of a running mean of their squares, both bias corrected.
 *
 * t = count + 1, m' = b₁m + (1 - b₁)u, v' = b₂v + (1 - b₂)u²,
 * u' = m'/(1 - b₁ᵗ) / (√(v'/(1 - b₂ᵗ) + epsRoot) + eps)
 *
 * With `nesterov` the numerator is b₁m'/(1 - b₁ᵗ⁺¹) + (1 - b₁)u/(1 - b₁ᵗ).
 *
 * State: `count`, `mu` and `nu`, the two moments, shaped like the parameters, in their dtypes, before bias correction.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative eps
 * @example
 * const opt = scaleByAdam()
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: 0.9999999975 }
 * @see Kingma and Ba 2014, algorithm 1, https://arxiv.org/abs/1412.6980
 */
export const scaleByAdam = transformation(
  {
    name: 'scaleByAdam',
    options,
    state: { count: counter(), mu: moment(), nu: moment() },
    rule: ({ update, count, mu, nu }, { b1, b2, eps, epsRoot, nesterov }) => {
      const t = increment(count)
      const m = movingAverage(b1, mu, update)
      const v = movingAverage(b2, nu, square(update))
      const mHat = debiasedMean(m, update, b1, t, nesterov)
      return { update: div(mHat, add(sqrt(add(debias(v, b2, t), epsRoot)), eps)), count: t, mu: m, nu: v }
    },
  },
  (given: ScaleByAdamOptions = {}) => given,
)
