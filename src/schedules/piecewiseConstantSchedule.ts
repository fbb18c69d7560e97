/** A value that is scaled at given counts. @module */
import { countRecord } from '../options/choices.ts'
import { nonNegative, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { runningScales } from './runningScales.ts'

/** Options of `piecewiseConstantSchedule`. */
export interface PiecewiseConstantScheduleOptions {
  /** The value before the first boundary. */
  readonly initValue: number
  /** From counts to factors, at least 0, which multiply the value from that count on; default none. */
  readonly boundariesAndScales?: Readonly<Record<number, number>>
}

/**
 * `initValue` times the product of the scales whose boundary is not above the count.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = piecewiseConstantSchedule({ initValue: 1, boundariesAndScales: { 100: 0.5, 200: 0.5 } })
 * const values = [0, 99, 100, 200].map(lr) // [1, 1, 0.5, 0.25]
 */
export const piecewiseConstantSchedule = defineSchedule(
  {
    name: 'piecewiseConstantSchedule',
    options: { initValue: requiredNumber(), boundariesAndScales: countRecord(requiredNumber(nonNegative)) },
    make: ({ initValue, boundariesAndScales }) => {
      const { boundaries, values } = runningScales(initValue, boundariesAndScales)
      return (count) => {
        let piece = 0
        while (piece < boundaries.length && count >= boundaries[piece]) piece++
        return values[piece]
      }
    },
  },
  (options: PiecewiseConstantScheduleOptions) => options,
)
