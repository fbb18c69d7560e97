/** Compare ranges. @module */
import type { NumberRange } from './number.ts'

/** Whether every number of the inner range lies in the outer one. */
export const rangeWithin = (inner: NumberRange, outer: NumberRange): boolean => {
  const below = (inner.min ?? -Infinity) - (outer.min ?? -Infinity)
  const above = (outer.max ?? Infinity) - (inner.max ?? Infinity)
  const [openMin = false, openMax = false] = inner.open ?? []
  const [outerMin = false, outerMax = false] = outer.open ?? []
  // Both infinite gives NaN, which is no closer than the bound.
  const fits = (gap: number, open: boolean, outerOpen: boolean): boolean =>
    Number.isNaN(gap) || gap > 0 || (gap === 0 && (open || !outerOpen))
  return fits(below, openMin, outerMin) && fits(above, openMax, outerMax) && (inner.integer === true || !outer.integer)
}
