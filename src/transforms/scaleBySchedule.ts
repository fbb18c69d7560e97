/** Multiply by a schedule. @module */
import { transformation } from '../define/transformation.ts'
import { mul } from '../expr/index.ts'
import { schedule } from '../options/choices.ts'
import { counter } from '../rule/index.ts'
import type { Schedule } from '../schedules/schedule.ts'

const options = {
  /** The factor as a function of the count. */
  stepSizeFn: schedule(),
}

/**
 * Multiply the updates by a schedule. Unlike `scaleByLearningRate` this does not turn them downhill.
 *
 * u' = stepSizeFn(count)·u
 *
 * The schedule sees the count before it goes up: 0 at the first step.
 *
 * State: `count`.
 *
 * @param stepSizeFn the factor as a function of the count
 * @throws OptfuseError `invalid-option` for what is no function; `invalid-schedule` when the schedule gives NaN
 * @example
 * const opt = scaleBySchedule((count) => -1 / (count + 1))
 * const [, state] = opt.update({ w: 2 }, opt.init({ w: 0 }))
 * opt.update({ w: 2 }, state)[0] // { w: -1 }
 */
export const scaleBySchedule = transformation(
  {
    name: 'scaleBySchedule',
    options,
    state: { count: counter() },
    rule: ({ update }, { stepSizeFn }) => ({ update: mul(update, stepSizeFn) }),
  },
  (stepSizeFn: Schedule) => ({ stepSizeFn }),
)
