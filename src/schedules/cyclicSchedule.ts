/** Up and down again. @module */
import { choice, nullable } from '../options/choices.ts'
import { number, positive, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { positiveSteps } from './stepCount.ts'

/** Options of `cyclicSchedule`. */
export interface CyclicScheduleOptions {
  /** The value at the beginning and at the end of every cycle. */
  readonly initValue: number
  /** The value in the middle of the first cycle. */
  readonly peakValue: number
  /** How many steps the way up takes, at least 1. */
  readonly stepsUp: number
  /** How many steps the way down takes, at least 1; default null, as many as the way up. */
  readonly stepsDown?: number | null
  /**
   * The height of the cycles: always the same (`'triangular'`, the default), half of that of the cycle before
   * (`'triangular2'`), or multiplied by `gamma` at every step (`'expRange'`).
   */
  readonly mode?: 'triangular' | 'triangular2' | 'expRange'
  /** What the height is multiplied by at every step, above 0, with mode `'expRange'`; default 1. */
  readonly gamma?: number
}

/**
 * Straight lines from `initValue` up to `peakValue` and down again, over and over: `init + (peak - init) * share * height`, where
 * `share` is how far the count is on its way up or down, and `height` is 1, with mode `'triangular2'` `0.5^cycle`, and with
 * `'expRange'` `gamma^count`. It is PyTorch's `CyclicLR`.
 *
 * Paper: Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, https://arxiv.org/abs/1506.01186, section 3.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = cyclicSchedule({ initValue: 0, peakValue: 1, stepsUp: 2, mode: 'triangular2' })
 * const values = [0, 1, 2, 3, 4, 5, 6].map(lr) // [0, 0.5, 1, 0.5, 0, 0.25, 0.5]
 */
export const cyclicSchedule = defineSchedule(
  {
    name: 'cyclicSchedule',
    options: {
      initValue: requiredNumber(),
      peakValue: requiredNumber(),
      stepsUp: requiredNumber(positiveSteps),
      stepsDown: nullable(requiredNumber(positiveSteps)),
      mode: choice('triangular', 'triangular2', 'expRange'),
      gamma: number(1, positive),
    },
    make: ({ initValue, peakValue, stepsUp, stepsDown, mode, gamma }) => {
      const down = stepsDown ?? stepsUp
      const cycleSteps = stepsUp + down
      const heights = {
        triangular: () => 1,
        triangular2: (count: number) => 0.5 ** Math.floor(count / cycleSteps),
        expRange: (count: number) => gamma ** count,
      }
      return (count) => {
        const step = count % cycleSteps
        const share = step <= stepsUp ? step / stepsUp : (cycleSteps - step) / down
        return initValue + (peakValue - initValue) * share * heights[mode](count)
      }
    },
  },
  (options: CyclicScheduleOptions) => options,
)
