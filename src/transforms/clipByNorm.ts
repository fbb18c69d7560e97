/** Clip by the norm of each leaf. @module */
import { transformation } from '../define/transformation.ts'
import { mul, norm, shrinkFactor } from '../expr/index.ts'
import { nonNegative, requiredHyperparameter } from '../options/number.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** The largest norm of a leaf that passes. */
  maxNorm: requiredHyperparameter(nonNegative),
}

/**
 * Shrink each leaf so that its norm is at most `maxNorm`: `clipnorm` of Keras. `clipByGlobalNorm` shrinks all leaves by one
 * factor, and keeps the direction of the step.
 *
 * n = √Σ u² over the leaf, u' = u·maxNorm/n where n > maxNorm, otherwise u' = u
 *
 * The norm is accumulated in float64. When an element is NaN or infinite, all of its leaf becomes NaN, and no other leaf
 * changes.
 *
 * State: `count`.
 *
 * @param maxNorm the largest norm that passes, >= 0, or a schedule
 * @throws OptfuseError `invalid-option` for a negative norm
 * @example
 * const opt = clipByNorm(1)
 * opt.update({ a: 4, b: 0.5 }, opt.init({ a: 0, b: 0 }))[0] // { a: 1, b: 0.5 }
 */
export const clipByNorm = transformation(
  {
    name: 'clipByNorm',
    options,
    state: { count: counter() },
    rule: ({ update }, { maxNorm }) => ({ update: mul(update, shrinkFactor(norm(update, 'leaf'), maxNorm)) }),
  },
  (maxNorm: Hyperparameter) => ({ maxNorm }),
)
