/** Which fractions are whole numbers, and what rounding makes of them. @module */
import { floor, mod, type Expr } from '../expr/index.ts'
import type { Bounds } from './bounds.ts'
import { express } from './express.ts'
import type { Field } from './field.ts'
import { numberOf, type Fraction } from './fraction.ts'
import { everything, isNegative, isNonNegative, isPositive, nonNegative } from './interval.ts'
import { compare, isWhole, one, rational, zero } from './rational.ts'

/** Whole numbers among fractions. */
export interface WholeNumbers {
  /** Whether it is always a whole number, at least 0. */
  readonly isNatural: (a: Fraction) => boolean
  /** Whether it is always a whole number. */
  readonly isInteger: (a: Fraction) => boolean
  readonly floor: (a: Fraction) => Fraction
  readonly mod: (a: Fraction, b: Fraction) => Fraction
}

/** Whole numbers over a field, with what is known of ranges. */
export const createWholeNumbers = (field: Field, bounds: Bounds): WholeNumbers => {
  const { atom, atomOf, constant: number, multiply, divide, subtract } = field
  const exprOf = (a: Fraction): Expr => express(a, atomOf)

  const isInteger = ({ top, bottom }: Fraction): boolean =>
    bottom.size === 0 &&
    [...top.values()].every(
      ({ coefficient, powers }) =>
        isWhole(coefficient) && powers.every((id, i) => i % 2 === 1 || atomOf(id).natural === true),
    )

  const isNatural = (a: Fraction): boolean =>
    isInteger(a) && ([...a.top.values()].every(({ coefficient }) => coefficient.n >= 0n) || isNonNegative(bounds.of(a)))

  const floorOf = (a: Fraction): Fraction => {
    const value = numberOf(a)
    if (value !== undefined) {
      const down = value.n / value.d - (value.n % value.d < 0n ? 1n : 0n)
      return number(rational(down))
    }
    if (isNatural(a)) return a
    const inside = bounds.of(a)
    return atom('floor', [a], () => ({
      expr: () => floor(exprOf(a)),
      interval: isNonNegative(inside) ? nonNegative : everything,
      natural: isNonNegative(inside),
    }))
  }

  const remainder = (a: Fraction, b: Fraction): Fraction => {
    const divisor = numberOf(b)
    if (divisor !== undefined && compare(divisor, one) === 0 && isNatural(a)) return number(zero)
    const value = numberOf(a)
    if (value !== undefined && divisor !== undefined) return subtract(a, multiply(b, floorOf(divide(a, b))))
    const natural = isNatural(a) && isNatural(b)
    // Between 0 and b, and between b and 2b.
    const over = subtract(a, b)
    if (isPositive(bounds.of(b))) {
      if (isNonNegative(bounds.of(a)) && isNegative(bounds.of(over))) return a
      if (isNonNegative(bounds.of(over)) && isNegative(bounds.of(subtract(over, b)))) return over
    }
    return atom('mod', [a, b], () => ({
      expr: () => mod(exprOf(a), exprOf(b)),
      interval: isPositive(bounds.of(b)) ? nonNegative : everything,
      natural,
    }))
  }

  return { isNatural, isInteger, floor: floorOf, mod: remainder }
}
