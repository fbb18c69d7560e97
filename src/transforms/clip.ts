/** Clip every element. @module */
import { transformation } from '../define/transformation.ts'
import { max, min, neg } from '../expr/index.ts'
import { nonNegative, requiredHyperparameter } from '../options/number.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** The largest magnitude that passes. */
  maxDelta: requiredHyperparameter(nonNegative),
}

/**
 * Clip every element of the updates into [-maxDelta, maxDelta].
 *
 * u' = max(min(u, maxDelta), -maxDelta)
 *
 * An infinite element becomes ±maxDelta; NaN stays NaN.
 *
 * State: `count`.
 *
 * @param maxDelta the largest magnitude that passes, >= 0, or a schedule
 * @throws OptfuseError `invalid-option` for a negative maxDelta
 * @example
 * const opt = clip(1)
 * opt.update({ a: -3, b: 0.5 }, opt.init({ a: 0, b: 0 }))[0] // { a: -1, b: 0.5 }
 */
export const clip = transformation(
  {
    name: 'clip',
    options,
    state: { count: counter() },
    rule: ({ update }, { maxDelta }) => ({ update: max(min(update, maxDelta), neg(maxDelta)) }),
  },
  (maxDelta: Hyperparameter) => ({ maxDelta }),
)
