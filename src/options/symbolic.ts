/** Numbers that stand for every value they could have. @module */
import type { NumberRange } from './number.ts'

/**
 * A number known by its formula only. It goes wherever a number does; arithmetic with it in JavaScript throws, so that a
 * formula never loses sight of it.
 *
 * @typeParam F what the formula is; the layers above say
 */
export type Symbolic<F> = number &
  ((count: number) => number) & {
    readonly formula: F
    readonly range: NumberRange | undefined
  }

/** Whether a value stands for every number of a range. */
export const isSymbolic = (value: unknown): value is Symbolic<unknown> =>
  typeof value === 'function' && 'formula' in value && 'range' in value

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
