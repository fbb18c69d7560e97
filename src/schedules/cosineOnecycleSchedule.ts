/** One cycle of two half cosine waves. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { number, positive, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { piecewiseInterpolateSchedule } from './piecewiseInterpolateSchedule.ts'
import { positiveSteps } from './stepCount.ts'

/** Options of `cosineOnecycleSchedule`. */
export interface CosineOnecycleScheduleOptions {
  /** The length of the cycle in steps, at least 1. */
  readonly transitionSteps: number
  /** The largest value. */
  readonly peakValue: number
  /** The fraction of the cycle after which the peak is reached; default 0.3. */
  readonly pctStart?: number
  /** The value begins at `peakValue / divFactor`; default 25. */
  readonly divFactor?: number
  /** The value ends at `peakValue / (divFactor * finalDivFactor)`; default 10000. */
  readonly finalDivFactor?: number
}

/**
 * Up from `peakValue / divFactor` to `peakValue` and down to `peakValue / (divFactor * finalDivFactor)`, both along half a
 * cosine wave. The peak is at count `pctStart * transitionSteps`, cut to a whole number.
 *
 * Paper: Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2017.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option` (also when the peak is at the end of the cycle)
 *
 * @example
 * const lr = cosineOnecycleSchedule({ transitionSteps: 10, peakValue: 1, pctStart: 0.2, divFactor: 2 })
 * const values = [0, 1, 2, 6, 10].map((count) => lr(count).toFixed(4)) // ['0.5000', '0.7500', '1.0000', '0.5000', '0.0001']
 */
export const cosineOnecycleSchedule = defineSchedule(
  {
    name: 'cosineOnecycleSchedule',
    options: {
      transitionSteps: requiredNumber(positiveSteps),
      peakValue: requiredNumber(),
      pctStart: number(0.3, { min: 0, max: 1 }),
      divFactor: number(25, positive),
      finalDivFactor: number(1e4, positive),
    },
    make: ({ transitionSteps, peakValue, pctStart, divFactor, finalDivFactor }) => {
      const peak = Math.trunc(pctStart * transitionSteps)
      if (peak === transitionSteps) {
        throw new OptfuseError('invalid-option', `option pctStart must leave a step after the peak, got ${pctStart}.`, {
          transformation: 'cosineOnecycleSchedule',
        })
      }
      return piecewiseInterpolateSchedule({
        interpolateType: 'cosine',
        initValue: peakValue / divFactor,
        boundariesAndScales: { [peak]: divFactor, [transitionSteps]: 1 / (divFactor * finalDivFactor) },
      })
    },
  },
  (options: CosineOnecycleScheduleOptions) => options,
)
