/** A straight line from one value to another. @module */
import { number, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { polynomialSchedule } from './polynomialSchedule.ts'
import { positiveSteps, steps } from './stepCount.ts'

/** Options of `linearSchedule`. */
export interface LinearScheduleOptions {
  /** The value until `transitionBegin`. */
  readonly initValue: number
  /** The value from `transitionBegin + transitionSteps` on. */
  readonly endValue: number
  /** How many steps the transition takes, at least 1. */
  readonly transitionSteps: number
  /** The count at which the transition begins; default 0. */
  readonly transitionBegin?: number
}

/**
 * From `initValue` to `endValue` along a straight line: `polynomialSchedule` with power 1.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const warmUp = linearSchedule({ initValue: 0, endValue: 1, transitionSteps: 4 })
 * const values = [0, 1, 2, 3, 4, 5].map(warmUp) // [0, 0.25, 0.5, 0.75, 1, 1]
 */
export const linearSchedule = defineSchedule(
  {
    name: 'linearSchedule',
    options: {
      initValue: requiredNumber(),
      endValue: requiredNumber(),
      transitionSteps: requiredNumber(positiveSteps),
      transitionBegin: number(0, steps),
    },
    make: (options) => polynomialSchedule({ ...options, power: 1 }),
  },
  (options: LinearScheduleOptions) => options,
)
