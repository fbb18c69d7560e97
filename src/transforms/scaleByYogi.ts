/** The Yogi direction. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, div, increment, movingAverage, mul, sign, sqrt, square, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, number } from '../options/number.ts'
import { without } from '../options/without.ts'
import { counter, moment } from '../rule/index.ts'
import { scaleByAdam } from './scaleByAdam.ts'

const options = {
  ...without(scaleByAdam.schema, 'nesterov'),
  /** Added to the root, so that the step stays bounded where the gradient vanishes. */
  eps: hyperparameter(1e-3, nonNegative),
  /** What both moments begin with. */
  initialAccumulatorValue: number(1e-6, nonNegative),
}

/** Options of `scaleByYogi`. */
export type ScaleByYogiOptions = Given<typeof options>

/**
 * Adam whose second moment goes towards the squares by a step of its own, up or down, so that it cannot shrink at once.
 *
 * t = count + 1, mu' = b₁mu + (1 - b₁)u, nu' = nu - (1 - b₂)·sign(nu - u²)·u²,
 * u' = mu'/(1 - b₁ᵗ) / (√(nu'/(1 - b₂ᵗ) + epsRoot) + eps)
 *
 * State: `count`, `mu` and `nu`, the two moments, shaped like the parameters, in their dtypes, before bias correction; both
 * begin as in optax at `initialAccumulatorValue`.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or another option below 0
 * @example
 * const opt = scaleByYogi({ eps: 0, initialAccumulatorValue: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: 1 }
 * @see Zaheer et al. 2018, algorithm 2, https://papers.nips.cc/paper/8186
 */
export const scaleByYogi = transformation(
  {
    name: 'scaleByYogi',
    options,
    state: { count: counter(), mu: moment('initialAccumulatorValue'), nu: moment('initialAccumulatorValue') },
    rule: ({ update, count, mu, nu }, { b1, b2, eps, epsRoot }) => {
      const t = increment(count)
      const squared = square(update)
      const m = movingAverage(b1, mu, update)
      const v = sub(nu, mul(mul(sub(1, b2), sign(sub(nu, squared))), squared))
      return { update: div(debias(m, b1, t), add(sqrt(add(debias(v, b2, t), epsRoot)), eps)), count: t, mu: m, nu: v }
    },
  },
  (given: ScaleByYogiOptions = {}) => given,
)
