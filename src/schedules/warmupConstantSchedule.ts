/** Linear warm-up, then a constant. @module */
import { requiredNumber } from '../options/number.ts'
import { constantSchedule } from './constantSchedule.ts'
import { defineSchedule } from './defineSchedule.ts'
import { steps } from './stepCount.ts'
import { warmUpThen } from './warmUpThen.ts'

/** Options of `warmupConstantSchedule`. */
export interface WarmupConstantScheduleOptions {
  /** The value at count 0. */
  readonly initValue: number
  /** The value from `warmupSteps` on. */
  readonly peakValue: number
  /** How many steps the warm-up takes; with 0 the value is `peakValue` from the start. */
  readonly warmupSteps: number
}

/**
 * A straight line from `initValue` to `peakValue` in `warmupSteps` steps, then `peakValue`.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = warmupConstantSchedule({ initValue: 0, peakValue: 1, warmupSteps: 2 })
 * const values = [0, 1, 2, 3].map(lr) // [0, 0.5, 1, 1]
 */
export const warmupConstantSchedule = defineSchedule(
  {
    name: 'warmupConstantSchedule',
    options: { initValue: requiredNumber(), peakValue: requiredNumber(), warmupSteps: requiredNumber(steps) },
    make: (options) => warmUpThen(options, constantSchedule(options.peakValue)),
  },
  (options: WarmupConstantScheduleOptions) => options,
)
