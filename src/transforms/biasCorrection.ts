/** Adam's bias correction as one factor. @module */
import { transformation } from '../define/transformation.ts'
import { div, increment, mul, pow, sqrt, sub } from '../expr/index.ts'
import { decayRange, requiredHyperparameter } from '../options/number.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** Decay of the first moment, a fraction per step in [0, 1). */
  b1: requiredHyperparameter(decayRange),
  /** Decay of the second moment, a fraction per step in [0, 1). */
  b2: requiredHyperparameter(decayRange),
}

/**
 * Correct a step m/√v, made of two averages that both started at 0, for what they still lack.
 *
 * t = count + 1, u' = √(1 - b₂ᵗ)/(1 - b₁ᵗ)·u
 *
 * With it Adam falls into parts, its epsilon then being the paper's ε̂:
 * `chain(momentum(b1), scaleByRms({ decay: b2, of: 'gradient', epsInSqrt: false, eps }), biasCorrection(b1, b2))`.
 *
 * State: `count`.
 *
 * @param b1 decay of the first moment, a fraction per step in [0, 1), or a schedule
 * @param b2 decay of the second moment, a fraction per step in [0, 1), or a schedule
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1)
 * @example
 * const opt = biasCorrection(0.5, 0.75)
 * opt.update({ w: 3 }, opt.init({ w: 0 }))[0] // { w: 3 }
 * @see Kingma and Ba 2014, end of section 2, https://arxiv.org/abs/1412.6980
 */
export const biasCorrection = transformation(
  {
    name: 'biasCorrection',
    options,
    state: { count: counter() },
    rule: ({ update, count }, { b1, b2 }) => {
      const t = increment(count)
      return { update: mul(update, div(sqrt(sub(1, pow(b2, t))), sub(1, pow(b1, t)))), count: t }
    },
  },
  (b1: Hyperparameter, b2: Hyperparameter) => ({ b1, b2 }),
)
