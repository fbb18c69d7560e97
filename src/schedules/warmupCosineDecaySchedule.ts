/** Linear warm-up, then cosine decay. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { number, positive, requiredNumber } from '../options/number.ts'
import { cosineDecaySchedule } from './cosineDecaySchedule.ts'
import { defineSchedule } from './defineSchedule.ts'
import { positiveSteps, steps } from './stepCount.ts'
import { warmUpThen } from './warmUpThen.ts'

/** Options of `warmupCosineDecaySchedule`. */
export interface WarmupCosineDecayScheduleOptions {
  /** The value at count 0. */
  readonly initValue: number
  /** The value at the end of the warm-up; not 0 unless `endValue` is. */
  readonly peakValue: number
  /** How many steps the warm-up takes; 0 for none. */
  readonly warmupSteps: number
  /** The length of the whole schedule in steps, warm-up included: the decay takes `decaySteps - warmupSteps`. */
  readonly decaySteps: number
  /** The value from `decaySteps` on; default 0. */
  readonly endValue?: number
  /** The power the cosine is raised to, above 0; default 1. */
  readonly exponent?: number
}

/**
 * A straight line from `initValue` to `peakValue` in `warmupSteps` steps, then half a cosine wave from `peakValue` to
 * `endValue` that ends at count `decaySteps`.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option` (also when `decaySteps` leaves no step after the warm-up)
 *
 * @example
 * const lr = warmupCosineDecaySchedule({ initValue: 0, peakValue: 1, warmupSteps: 2, decaySteps: 6 })
 * const values = [0, 1, 2, 4, 6].map((count) => lr(count).toFixed(2)) // ['0.00', '0.50', '1.00', '0.50', '0.00']
 */
export const warmupCosineDecaySchedule = defineSchedule(
  {
    name: 'warmupCosineDecaySchedule',
    options: {
      initValue: requiredNumber(),
      peakValue: requiredNumber(),
      warmupSteps: requiredNumber(steps),
      decaySteps: requiredNumber(positiveSteps),
      endValue: number(0),
      exponent: number(1, positive),
    },
    make: ({ decaySteps, endValue, exponent, ...warmUp }) => {
      const { peakValue, warmupSteps } = warmUp
      const refuse = (message: string): never => {
        throw new OptfuseError('invalid-option', message, { transformation: 'warmupCosineDecaySchedule' })
      }
      if (decaySteps <= warmupSteps) {
        refuse(
          `option decaySteps counts the warm-up too and must be above warmupSteps (${warmupSteps}), got ${decaySteps}.`,
        )
      }
      if (peakValue === 0 && endValue !== 0) {
        refuse(`option endValue must be 0 when peakValue is 0, since the decay scales peakValue, got ${endValue}.`)
      }
      const alpha = peakValue === 0 ? 0 : endValue / peakValue
      const decay = { initValue: peakValue, decaySteps: decaySteps - warmupSteps, alpha, exponent }
      return warmUpThen(warmUp, cosineDecaySchedule(decay))
    },
  },
  (options: WarmupCosineDecayScheduleOptions) => options,
)
