/** Clip by the root mean square of each leaf. @module */
import { transformation } from '../define/transformation.ts'
import { mul, rms, shrinkFactor } from '../expr/index.ts'
import { nonNegative, requiredHyperparameter } from '../options/number.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** The largest root mean square that passes. */
  threshold: requiredHyperparameter(nonNegative),
}

/**
 * Shrink each leaf so that its root mean square is at most `threshold`.
 *
 * r = √(Σ u²/n) over the leaf, u' = u·threshold/r where r > threshold, otherwise u' = u
 *
 * The mean is accumulated in float64. When an element is NaN or infinite, all of its leaf becomes NaN, and no other leaf
 * changes.
 *
 * State: `count`.
 *
 * @param threshold the largest root mean square that passes, >= 0, or a schedule
 * @throws OptfuseError `invalid-option` for a negative threshold
 * @example
 * const opt = clipByBlockRms(1)
 * opt.update({ a: 4, b: 0.5 }, opt.init({ a: 0, b: 0 }))[0] // { a: 1, b: 0.5 }
 * @see Shazeer and Stern 2018, section 6, https://arxiv.org/abs/1804.04235
 */
export const clipByBlockRms = transformation(
  {
    name: 'clipByBlockRms',
    options,
    state: { count: counter() },
    rule: ({ update }, { threshold }) => ({ update: mul(update, shrinkFactor(rms(update, 'leaf'), threshold)) }),
  },
  (threshold: Hyperparameter) => ({ threshold }),
)
