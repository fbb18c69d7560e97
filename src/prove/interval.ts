/** Ranges of real numbers with exact bounds. @module */
import type { NumberRange } from '../options/number.ts'
import { compare, fromNumber, isZero, minus, one, plus, reciprocal, times, zero, type Rational } from './rational.ts'

/** A bound: the number, and whether it is itself excluded. */
interface Bound {
  readonly at: Rational
  readonly open: boolean
}

/** The numbers between two bounds; no bound where there is none. */
export interface Interval {
  readonly low: Bound | undefined
  readonly high: Bound | undefined
}

const closed = (at: Rational): Bound => ({ at, open: false })
const open = (at: Rational): Bound => ({ at, open: true })

export const everything: Interval = { low: undefined, high: undefined }
export const nonNegative: Interval = { low: closed(zero), high: undefined }
export const nonPositive: Interval = { low: undefined, high: closed(zero) }
export const positive: Interval = { low: open(zero), high: undefined }
export const negative: Interval = { low: undefined, high: open(zero) }
export const unit: Interval = { low: closed(zero), high: closed(one) }
export const signs: Interval = { low: closed(minus(one)), high: closed(one) }
export const atLeast = (at: Rational): Interval => ({ low: closed(at), high: undefined })
export const point = (at: Rational): Interval => ({ low: closed(at), high: closed(at) })

/** The range an option describes. */
export const ofRange = ({ min, max, open: [openMin, openMax] = [false, false] }: NumberRange): Interval => {
  const low = fromNumber(min ?? NaN)
  const high = fromNumber(max ?? NaN)
  return {
    low: low && { at: low, open: openMin },
    high: high && { at: high, open: openMax },
  }
}

const negateBound = (bound: Bound | undefined): Bound | undefined => bound && { at: minus(bound.at), open: bound.open }

export const negateInterval = ({ low, high }: Interval): Interval => ({
  low: negateBound(high),
  high: negateBound(low),
})

const addBounds = (a: Bound | undefined, b: Bound | undefined): Bound | undefined =>
  a && b && { at: plus(a.at, b.at), open: a.open || b.open }

export const addIntervals = (a: Interval, b: Interval): Interval => ({
  low: addBounds(a.low, b.low),
  high: addBounds(a.high, b.high),
})

/** The product of two bounds; a closed zero wins over whatever stands beside it. */
const multiplyBounds = (a: Bound, b: Bound): Bound => ({
  at: times(a.at, b.at),
  open: (a.open && !(isZero(b.at) && !b.open)) || (b.open && !(isZero(a.at) && !a.open)),
})

const pick = (bounds: readonly Bound[], better: 1 | -1): Bound =>
  bounds.reduce((best, each) => {
    const order = compare(each.at, best.at) * better
    return order > 0 || (order === 0 && best.open && !each.open) ? each : best
  })

/** Whether every number of the interval is at least 0. */
export const isNonNegative = ({ low }: Interval): boolean => low !== undefined && compare(low.at, zero) >= 0

/** Whether every number of the interval is above 0. */
export const isPositive = ({ low }: Interval): boolean => {
  const order = low === undefined ? -1 : compare(low.at, zero)
  return order > 0 || (order === 0 && low?.open === true)
}

export const isNonPositive = (interval: Interval): boolean => isNonNegative(negateInterval(interval))
export const isNegative = (interval: Interval): boolean => isPositive(negateInterval(interval))
export const excludesZero = (interval: Interval): boolean => isPositive(interval) || isNegative(interval)

/** The product with an interval of numbers that are at least 0. */
const multiplyByNonNegative = (a: Interval, { low, high }: Interval): Interval => {
  const lowest =
    a.low && (compare(a.low.at, zero) >= 0 ? low && multiplyBounds(a.low, low) : high && multiplyBounds(a.low, high))
  const highest =
    a.high &&
    (compare(a.high.at, zero) >= 0 ? high && multiplyBounds(a.high, high) : low && multiplyBounds(a.high, low))
  return { low: lowest, high: highest }
}

const isZeroPoint = (a: Interval): boolean => isNonNegative(a) && isNonPositive(a)

export const multiplyIntervals = (a: Interval, b: Interval): Interval => {
  if (isZeroPoint(a) || isZeroPoint(b)) return point(zero)
  if (isNonNegative(a)) return multiplyByNonNegative(b, a)
  if (isNonNegative(b)) return multiplyByNonNegative(a, b)
  if (isNonPositive(a)) return negateInterval(multiplyByNonNegative(b, negateInterval(a)))
  if (isNonPositive(b)) return negateInterval(multiplyByNonNegative(a, negateInterval(b)))
  if (a.low === undefined || a.high === undefined || b.low === undefined || b.high === undefined) return everything
  const corners = [
    multiplyBounds(a.low, b.low),
    multiplyBounds(a.low, b.high),
    multiplyBounds(a.high, b.low),
    multiplyBounds(a.high, b.high),
  ]
  return { low: pick(corners, -1), high: pick(corners, 1) }
}

/** The numbers in both. */
export const meet = (a: Interval, b: Interval): Interval => {
  const tighter = (x: Bound | undefined, y: Bound | undefined, better: 1 | -1): Bound | undefined => {
    if (x === undefined || y === undefined) return x ?? y
    const order = compare(x.at, y.at) * better
    return order > 0 || (order === 0 && x.open) ? x : y
  }
  return { low: tighter(a.low, b.low, 1), high: tighter(a.high, b.high, -1) }
}

/** The smallest interval that holds both. */
export const hull = (a: Interval, b: Interval): Interval => ({
  low: a.low && b.low && pick([a.low, b.low], -1),
  high: a.high && b.high && pick([a.high, b.high], 1),
})

/** x^n for a whole n of at least 1. */
export const intervalPower = (a: Interval, n: number): Interval => {
  const plain = Array.from({ length: n - 1 }).reduce<Interval>((product) => multiplyIntervals(product, a), a)
  if (n % 2 === 1) return plain
  return meet(plain, excludesZero(a) ? positive : nonNegative)
}

/** 1/x for an interval that excludes 0. */
export const invertInterval = (a: Interval): Interval => {
  if (isNegative(a)) return negateInterval(invertInterval(negateInterval(a)))
  const invert = (bound: Bound | undefined): Bound | undefined =>
    bound === undefined || isZero(bound.at) ? undefined : { at: reciprocal(bound.at), open: bound.open }
  return { low: invert(a.high) ?? open(zero), high: invert(a.low) }
}
