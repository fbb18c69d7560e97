/** Quotients of polynomials. @module */
import { constantOf, leading, type Polynomial } from './polynomial.ts'
import type { Rational } from './rational.ts'

/** A factor of a denominator. */
export interface Factor {
  /** An atom, or a polynomial that no atom divides, with one of the numbers that it is a multiple of taken out. */
  readonly polynomial: Polynomial
  /** At least 1. */
  readonly power: number
}

/** A polynomial over a product of factors, by their keys. */
export interface Fraction {
  readonly top: Polynomial
  readonly bottom: ReadonlyMap<string, Factor>
}

/** Whether a fraction is 0. */
export const vanishes = (a: Fraction): boolean => a.top.size === 0

/** The number a fraction is, if it is one. */
export const numberOf = (a: Fraction): Rational | undefined => (a.bottom.size === 0 ? constantOf(a.top) : undefined)

/** The atom a factor is, if it is one. */
export const atomIn = (a: Polynomial): number | undefined => {
  if (a.size !== 1) return undefined
  const { powers } = leading(a)
  return powers.length === 2 && powers[1] === 1 ? powers[0] : undefined
}

/** The bottom of what is no quotient. */
export const noFactors: ReadonlyMap<string, Factor> = new Map()

/** Whether two fractions are written alike, so that nothing need be worked out to see that they are equal. */
export const areAlike = (a: Fraction, b: Fraction): boolean =>
  a === b ||
  (a.top.size === b.top.size &&
    a.bottom.size === b.bottom.size &&
    [...a.bottom].every(([key, { power }]) => b.bottom.get(key)?.power === power) &&
    [...a.top].every(
      ([
        key,
        {
          coefficient: { n, d },
        },
      ]) => {
        const other = b.top.get(key)?.coefficient
        return other?.n === n && other.d === d
      },
    ))
