/** One schedule after another. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { list, schedule } from '../options/choices.ts'
import { requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import type { Schedule } from './schedule.ts'
import { steps } from './stepCount.ts'

/** Options of `joinSchedules`. */
export interface JoinSchedulesOptions {
  /** The schedules in order, at least one. Each counts from 0 at the boundary where it takes over. */
  readonly schedules: readonly Schedule[]
  /** The counts at which the second, third, … schedule takes over, in ascending order: one fewer than schedules. */
  readonly boundaries: readonly number[]
}

/**
 * Schedules one after another: the schedule in force at `count` is the last one whose boundary is not above `count`, and
 * it is read at `count` minus that boundary. A boundary belongs to the schedule that begins there.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option` (no schedule, a number of boundaries that does not fit, or
 *   boundaries that go down)
 *
 * @example
 * const lr = joinSchedules({
 *   schedules: [linearSchedule({ initValue: 0, endValue: 1, transitionSteps: 2 }), (count) => 0.5 ** count],
 *   boundaries: [2],
 * })
 * const values = [0, 1, 2, 3, 4].map(lr) // [0, 0.5, 1, 0.5, 0.25]
 */
export const joinSchedules = defineSchedule(
  {
    name: 'joinSchedules',
    options: { schedules: list(schedule()), boundaries: list(requiredNumber(steps)) },
    make: ({ schedules, boundaries }) => {
      const refuse = (message: string): never => {
        throw new OptfuseError('invalid-option', message, { transformation: 'joinSchedules' })
      }
      if (schedules.length === 0) refuse('option schedules must hold at least one schedule, got none.')
      if (boundaries.length !== schedules.length - 1) {
        refuse(
          `option boundaries must hold one count for every schedule but the first, that is ${schedules.length - 1}, ` +
            `got ${boundaries.length}.`,
        )
      }
      boundaries.forEach((boundary, i) => {
        if (i > 0 && boundary < boundaries[i - 1]) {
          refuse(`option boundaries must ascend, got ${boundary} after ${boundaries[i - 1]}.`)
        }
      })
      return (count) => {
        let current = 0
        while (current < boundaries.length && count >= boundaries[current]) current++
        return schedules[current](current === 0 ? count : count - boundaries[current - 1])
      }
    },
  },
  (options: JoinSchedulesOptions) => options,
)
