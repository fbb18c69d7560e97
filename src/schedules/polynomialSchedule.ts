/** A polynomial from one value to another. @module */
import { flag } from '../options/choices.ts'
import { number, positive, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { positiveSteps, steps } from './stepCount.ts'

/** Options of `polynomialSchedule`. */
export interface PolynomialScheduleOptions {
  /** The value until `transitionBegin`. */
  readonly initValue: number
  /** The value from `transitionBegin + transitionSteps` on. */
  readonly endValue: number
  /** The exponent, above 0: 1 is a straight line, larger values change early. */
  readonly power: number
  /** How many steps the transition takes, at least 1. */
  readonly transitionSteps: number
  /** The count at which the transition begins; default 0. */
  readonly transitionBegin?: number
  /** Whether to begin anew, as if the transition took twice, thrice, … as long, whenever it is over; default false. */
  readonly cycle?: boolean
}

/**
 * From `initValue` to `endValue` along a polynomial:
 * `(init - end) * (1 - t / transitionSteps)^power + end`, where `t` is the count since `transitionBegin`, kept between 0
 * and `transitionSteps`. With `cycle`, as in Keras, `transitionSteps` is taken as often as `t` is not beyond it, and `t` keeps growing.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = polynomialSchedule({ initValue: 1, endValue: 0, power: 2, transitionSteps: 4 })
 * const values = [0, 1, 2, 3, 4, 5].map(lr) // [1, 0.5625, 0.25, 0.0625, 0, 0]
 */
export const polynomialSchedule = defineSchedule(
  {
    name: 'polynomialSchedule',
    options: {
      initValue: requiredNumber(),
      endValue: requiredNumber(),
      power: requiredNumber(positive),
      transitionSteps: requiredNumber(positiveSteps),
      transitionBegin: number(0, steps),
      cycle: flag(false),
    },
    make:
      ({ initValue, endValue, power, transitionSteps, transitionBegin, cycle }) =>
      (count) => {
        const since = Math.max(count - transitionBegin, 0)
        const length = cycle ? transitionSteps * Math.max(Math.ceil(since / transitionSteps), 1) : transitionSteps
        return (initValue - endValue) * (1 - Math.min(since, length) / length) ** power + endValue
      },
  },
  (options: PolynomialScheduleOptions) => options,
)
