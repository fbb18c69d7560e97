/** Linear warm-up, then exponential decay. @module */
import { requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { exponentialDecay, type ExponentialDecayOptions } from './exponentialDecay.ts'
import { steps } from './stepCount.ts'
import { warmUpThen } from './warmUpThen.ts'

/** Options of `warmupExponentialDecaySchedule`: those of `exponentialDecay` and the warm-up in front of it. */
export interface WarmupExponentialDecayScheduleOptions extends ExponentialDecayOptions {
  /** The value at count 0. */
  readonly initValue: number
  /** The value at the end of the warm-up, from which the decay starts. */
  readonly peakValue: number
  /** How many steps the warm-up takes; 0 for none. */
  readonly warmupSteps: number
  /** The number of steps after the warm-up at which the decay begins; default 0. */
  readonly transitionBegin?: number
}

/**
 * A straight line from `initValue` to `peakValue` in `warmupSteps` steps, then `exponentialDecay` from `peakValue`, its
 * count starting at the end of the warm-up.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = warmupExponentialDecaySchedule({
 *   initValue: 0,
 *   peakValue: 1,
 *   warmupSteps: 2,
 *   transitionSteps: 1,
 *   decayRate: 0.5,
 * })
 * const values = [0, 1, 2, 3, 4].map(lr) // [0, 0.5, 1, 0.5, 0.25]
 */
export const warmupExponentialDecaySchedule = defineSchedule(
  {
    name: 'warmupExponentialDecaySchedule',
    options: { ...exponentialDecay.schema, peakValue: requiredNumber(), warmupSteps: requiredNumber(steps) },
    make: ({ initValue, peakValue, warmupSteps, ...decay }) =>
      warmUpThen({ initValue, peakValue, warmupSteps }, exponentialDecay({ ...decay, initValue: peakValue })),
  },
  (options: WarmupExponentialDecayScheduleOptions) => options,
)
