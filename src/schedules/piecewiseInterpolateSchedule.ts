/** Smooth transitions between values at given counts. @module */
import { countRecord, requiredChoice } from '../options/choices.ts'
import { nonNegative, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { runningScales } from './runningScales.ts'

/** Options of `piecewiseInterpolateSchedule`. */
export interface PiecewiseInterpolateScheduleOptions {
  /** How to go from one value to the next. */
  readonly interpolateType: 'linear' | 'cosine'
  /** The value at count 0. */
  readonly initValue: number
  /** From counts to factors, at least 0: what the value is multiplied by on the way to that count; default none. */
  readonly boundariesAndScales?: Readonly<Record<number, number>>
}

const interpolations = {
  linear: (start: number, end: number, fraction: number): number => (end - start) * fraction + start,
  cosine: (start: number, end: number, fraction: number): number =>
    end + ((start - end) / 2) * (Math.cos(Math.PI * fraction) + 1),
}

/**
 * Through the values that `piecewiseConstantSchedule` would take, reached at their boundaries by a straight line or by
 * half a cosine wave from the value before; constant after the last boundary.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = piecewiseInterpolateSchedule({
 *   interpolateType: 'linear',
 *   initValue: 1,
 *   boundariesAndScales: { 2: 4, 4: 0.5 },
 * })
 * const values = [0, 1, 2, 3, 4, 5].map(lr) // [1, 2.5, 4, 3, 2, 2]
 */
export const piecewiseInterpolateSchedule = defineSchedule(
  {
    name: 'piecewiseInterpolateSchedule',
    options: {
      interpolateType: requiredChoice('linear', 'cosine'),
      initValue: requiredNumber(),
      boundariesAndScales: countRecord(requiredNumber(nonNegative)),
    },
    make: ({ interpolateType, initValue, boundariesAndScales }) => {
      const interpolate = interpolations[interpolateType]
      const { boundaries, values } = runningScales(initValue, boundariesAndScales)
      return (count) => {
        let piece = 0
        while (piece < boundaries.length && count >= boundaries[piece]) piece++
        if (piece === boundaries.length) return values[piece]
        const start = piece === 0 ? 0 : boundaries[piece - 1]
        return interpolate(values[piece], values[piece + 1], (count - start) / (boundaries[piece] - start))
      }
    },
  },
  (options: PiecewiseInterpolateScheduleOptions) => options,
)
