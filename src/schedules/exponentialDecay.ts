/** Exponential decay. @module */
import { flag, nullable } from '../options/choices.ts'
import { number, positive, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { positiveSteps, steps } from './stepCount.ts'

/** Options of `exponentialDecay`. */
export interface ExponentialDecayOptions {
  /** The value until `transitionBegin`. */
  readonly initValue: number
  /** The number of steps in which the value is multiplied by `decayRate` once, at least 1. */
  readonly transitionSteps: number
  /** The factor per `transitionSteps` steps, above 0; above 1 the value grows. */
  readonly decayRate: number
  /** The count at which the decay begins; default 0. */
  readonly transitionBegin?: number
  /** Whether to decay at once at the end of every `transitionSteps` rather than at every step; default false. */
  readonly staircase?: boolean
  /** A lower bound of the value when `decayRate < 1`, an upper bound otherwise; default null, no bound. */
  readonly endValue?: number | null
}

/**
 * Exponential decay: `init * decayRate^(t / transitionSteps)`, where `t` is the count since `transitionBegin`; `init`
 * before. The bound `endValue` holds at every count, also before the decay begins.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = exponentialDecay({ initValue: 1, transitionSteps: 2, decayRate: 0.25, endValue: 0.1 })
 * const values = [0, 1, 2, 3, 4].map(lr) // [1, 0.5, 0.25, 0.125, 0.1]
 */
export const exponentialDecay = defineSchedule(
  {
    name: 'exponentialDecay',
    options: {
      initValue: requiredNumber(),
      transitionSteps: requiredNumber(positiveSteps),
      decayRate: requiredNumber(positive),
      transitionBegin: number(0, steps),
      staircase: flag(false),
      endValue: nullable(requiredNumber()),
    },
    make: ({ initValue, transitionSteps, decayRate, transitionBegin, staircase, endValue }) => {
      const round = staircase ? Math.floor : (x: number) => x
      const bound = decayRate < 1 ? Math.max : Math.min
      return (count) => {
        const t = count - transitionBegin
        const decayed = t <= 0 ? initValue : initValue * decayRate ** round(t / transitionSteps)
        return endValue === null ? decayed : bound(decayed, endValue)
      }
    },
  },
  (options: ExponentialDecayOptions) => options,
)
