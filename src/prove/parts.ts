/** The factors of a fraction with their signs. @module */
import type { Bounds } from './bounds.ts'
import type { Field } from './field.ts'
import type { Factor, Fraction } from './fraction.ts'
import { isNonNegative, isNonPositive, negateInterval, type Interval } from './interval.ts'
import { minus, type Rational } from './rational.ts'

/** A factor with what is known of it. */
export interface Part {
  readonly base: Fraction
  readonly times: number
  readonly inside: Interval
}

/** A polynomial as a fraction. */
export const single = (top: Factor['polynomial']): Fraction => ({ top, bottom: new Map() })

/**
 * The factors of a fraction, those of the bottom with negative powers, and the number before them. Each is at least 0
 * where that can be had by a change of sign.
 */
export const createParts =
  ({ factor, negate }: Field, bounds: Bounds) =>
  ({ top, bottom }: Fraction): readonly [Rational, readonly Part[]] => {
    const { coefficient, factors } = factor(top)
    let size = coefficient
    const part = (polynomial: Factor['polynomial'], times: number): Part => {
      const base = single(polynomial)
      const inside = bounds.of(base)
      if (!isNonPositive(inside) || isNonNegative(inside)) return { base, times, inside }
      if (times % 2 !== 0) size = minus(size)
      return { base: negate(base), times, inside: negateInterval(inside) }
    }
    const above = [...factors.values()].map(({ polynomial, power: times }) => part(polynomial, times))
    const below = [...bottom.values()].map(({ polynomial, power: times }) => part(polynomial, -times))
    return [size, [...above, ...below]]
  }
