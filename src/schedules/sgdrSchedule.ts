/** Cosine decay with warm restarts. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { list, record } from '../options/choices.ts'
import { defineSchedule } from './defineSchedule.ts'
import { joinSchedules } from './joinSchedules.ts'
import { warmupCosineDecaySchedule, type WarmupCosineDecayScheduleOptions } from './warmupCosineDecaySchedule.ts'

/** Options of `sgdrSchedule`. */
export interface SgdrScheduleOptions {
  /** The options of each cycle's `warmupCosineDecaySchedule`, at least one; a cycle lasts its `decaySteps`. */
  readonly cosineKwargs: readonly WarmupCosineDecayScheduleOptions[]
}

/**
 * Cycles of `warmupCosineDecaySchedule`, one after another, each as long as its `decaySteps`; the last one stays at its
 * end value.
 *
 * Paper: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const cycle = { initValue: 1, peakValue: 1, warmupSteps: 0, decaySteps: 2 }
 * const lr = sgdrSchedule({ cosineKwargs: [cycle, { ...cycle, peakValue: 0.5 }] })
 * const values = [0, 1, 2, 3, 4].map((count) => lr(count).toFixed(2)) // ['1.00', '0.50', '0.50', '0.25', '0.00']
 */
export const sgdrSchedule = defineSchedule(
  {
    name: 'sgdrSchedule',
    options: { cosineKwargs: list(record(warmupCosineDecaySchedule.schema)) },
    make: ({ cosineKwargs }) => {
      if (cosineKwargs.length === 0) {
        throw new OptfuseError('invalid-option', 'option cosineKwargs must hold at least one cycle, got none.', {
          transformation: 'sgdrSchedule',
        })
      }
      let end = 0
      const ends = cosineKwargs.map(({ decaySteps }) => (end += decaySteps))
      return joinSchedules({
        schedules: cosineKwargs.map((options) => warmupCosineDecaySchedule.fromOptions(options)),
        boundaries: ends.slice(0, -1),
      })
    },
  },
  (options: SgdrScheduleOptions) => options,
)
