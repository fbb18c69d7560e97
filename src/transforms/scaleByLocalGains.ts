/** A gain for every element. @module */
import { transformation } from '../define/transformation.ts'
import { add, greater, less, max, min, mul, select, sign } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** What is added to a gain where the gradient keeps its sign. */
  increase: hyperparameter(0.05, nonNegative),
  /** What a gain is multiplied by where the gradient changes its sign, a fraction in [0, 1]. */
  decrease: hyperparameter(0.95, { min: 0, max: 1 }),
  /** The smallest gain. */
  minGain: hyperparameter(0.01, nonNegative),
  /** The largest gain. */
  maxGain: hyperparameter(100, nonNegative),
}

/** Options of `scaleByLocalGains`. */
export type ScaleByLocalGainsOptions = Given<typeof options>

/**
 * Multiply every element by a gain of its own that grows steadily while its sign stays and shrinks at once when it
 * changes: the delta-bar-delta rule.
 *
 * a = u·sign(the update before), k' = k + increase where a > 0, k·decrease where a < 0, otherwise k,
 * kept in [minGain, maxGain], u' = k'·u
 *
 * An element that is 0, or was 0 at the step before, says nothing about its gain, which stays; so does NaN. All gains
 * stay at the first step.
 *
 * State: `count`, `gains`, k, 1 at first, and `previous`, the sign of the last update, 0 at first; both shaped like the
 * parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for a negative increase or bound, or a decrease outside [0, 1]
 * @example
 * const opt = scaleByLocalGains({ increase: 0.5 })
 * const [, state] = opt.update({ w: 2 }, opt.init({ w: 0 }))
 * opt.update({ w: 4 }, state)[0] // { w: 6 }
 * @see Jacobs 1988; Hinton 2012, lecture 6.4
 */
export const scaleByLocalGains = transformation(
  {
    name: 'scaleByLocalGains',
    options,
    state: { count: counter(), gains: moment(1), previous: moment() },
    rule: ({ update, gains, previous }, { increase, decrease, minGain, maxGain }) => {
      const agreement = mul(update, previous)
      const moved = select(
        greater(agreement, 0),
        add(gains, increase),
        select(less(agreement, 0), mul(gains, decrease), gains),
      )
      const gain = min(max(moved, minGain), maxGain)
      return { update: mul(gain, update), gains: gain, previous: sign(update) }
    },
  },
  (given: ScaleByLocalGainsOptions = {}) => given,
)
