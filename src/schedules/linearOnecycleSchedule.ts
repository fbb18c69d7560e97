/** One cycle of three straight lines. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { number, positive, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { piecewiseInterpolateSchedule } from './piecewiseInterpolateSchedule.ts'
import { positiveSteps } from './stepCount.ts'

/** Options of `linearOnecycleSchedule`. */
export interface LinearOnecycleScheduleOptions {
  /** The length of the cycle in steps, at least 1. */
  readonly transitionSteps: number
  /** The largest value. */
  readonly peakValue: number
  /** The fraction of the cycle after which the peak is reached; default 0.3. */
  readonly pctStart?: number
  /** The fraction of the cycle after which the value is back where it began; default 0.85. */
  readonly pctFinal?: number
  /** The value begins at `peakValue / divFactor`; default 25. */
  readonly divFactor?: number
  /** The value ends at `peakValue / (divFactor * finalDivFactor)`; default 10000. */
  readonly finalDivFactor?: number
}

/**
 * Up in a straight line from `peakValue / divFactor` to `peakValue`, back down to where it began, and down further to
 * `peakValue / (divFactor * finalDivFactor)`. The phases end at the counts `pctStart * transitionSteps` and
 * `pctFinal * transitionSteps`, both cut to whole numbers, and at `transitionSteps`.
 *
 * Paper: Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2017.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option` (also when the cut leaves the second or the third phase no step)
 *
 * @example
 * const lr = linearOnecycleSchedule({ transitionSteps: 10, peakValue: 1, pctStart: 0.2, pctFinal: 0.8, divFactor: 2 })
 * const values = [0, 1, 2, 5, 8, 10].map(lr) // [0.5, 0.75, 1, 0.75, 0.5, 0.00005]
 */
export const linearOnecycleSchedule = defineSchedule(
  {
    name: 'linearOnecycleSchedule',
    options: {
      transitionSteps: requiredNumber(positiveSteps),
      peakValue: requiredNumber(),
      pctStart: number(0.3, { min: 0, max: 1 }),
      pctFinal: number(0.85, { min: 0, max: 1 }),
      divFactor: number(25, positive),
      finalDivFactor: number(1e4, positive),
    },
    make: ({ transitionSteps, peakValue, pctStart, pctFinal, divFactor, finalDivFactor }) => {
      const peak = Math.trunc(pctStart * transitionSteps)
      const final = Math.trunc(pctFinal * transitionSteps)
      if (!(peak < final && final < transitionSteps)) {
        throw new OptfuseError(
          'invalid-option',
          `options pctStart and pctFinal must leave every phase a step: the phases would end at the counts ${peak}, ` +
            `${final} and ${transitionSteps}, which must ascend.`,
          { transformation: 'linearOnecycleSchedule' },
        )
      }
      return piecewiseInterpolateSchedule({
        interpolateType: 'linear',
        initValue: peakValue / divFactor,
        boundariesAndScales: { [peak]: divFactor, [final]: 1 / divFactor, [transitionSteps]: 1 / finalDivFactor },
      })
    },
  },
  (options: LinearOnecycleScheduleOptions) => options,
)
