/** What range a fraction lies in. @module */
import type { Factor, Field, Fraction } from './field.ts'
import {
  addIntervals,
  everything,
  excludesZero,
  hull,
  intervalPower,
  invertInterval,
  isNonNegative,
  isNonPositive,
  meet,
  multiplyIntervals,
  negative,
  point,
  positive,
  type Interval,
} from './interval.ts'
import {
  addPolynomials,
  commonPowers,
  constantOf,
  divideExactly,
  exponentIn,
  leading,
  polynomialKey,
  scalePolynomial,
  term,
  type Monomial,
  type Polynomial,
  type Term,
} from './polynomial.ts'
import { one, reciprocal, type Rational } from './rational.ts'

/** Ranges of fractions, from those of their atoms and from what is taken as given. */
export interface Bounds {
  readonly of: (a: Fraction) => Interval
  /** Take it as given that a fraction, whose bottom is nowhere 0, lies in a range with the bound 0. */
  readonly learn: (a: Fraction, interval: Interval) => void
}

/** How many unknowns are put at their ends one after another. */
const DEPTH = 3

const isSettled = (interval: Interval): boolean => isNonNegative(interval) || isNonPositive(interval)

/** The ranges of fractions of a field. */
export const createBounds = ({ atomOf }: Field): Bounds => {
  const facts = new Map<string, Interval>()

  const ofMonomial = (powers: Monomial): Interval => {
    let product = point(one)
    for (let i = 0; i < powers.length; i += 2) {
      product = multiplyIntervals(product, intervalPower(atomOf(powers[i]).interval, powers[i + 1]))
    }
    return product
  }

  const ofTerm = ({ powers, coefficient }: Term): Interval => multiplyIntervals(point(coefficient), ofMonomial(powers))

  const givenFor = (a: Polynomial): Interval => {
    if (facts.size === 0) return everything
    const { coefficient } = leading(a)
    const fact = facts.get(polynomialKey(scalePolynomial(a, reciprocal(coefficient))))
    return fact === undefined ? everything : multiplyIntervals(point(coefficient), fact)
  }

  /** The polynomial with a number in place of an unknown that occurs in no higher power than 1. */
  const put = (a: Polynomial, unknown: number, at: Rational): Polynomial => {
    let sum: Polynomial = new Map()
    for (const { powers, coefficient } of a.values()) {
      const isThere = exponentIn(powers, unknown) > 0
      const others = powers.filter((_, i) => powers[i - (i % 2)] !== unknown)
      sum = addPolynomials(sum, scalePolynomial(term(coefficient, others), isThere ? at : one))
    }
    return sum
  }

  /** A polynomial that is linear in a bounded unknown has its extremes where the unknown has its own. */
  const atEnds = (a: Polynomial, depth: number): Interval => {
    const highest = new Map<number, number>()
    for (const { powers } of a.values()) {
      for (let i = 0; i < powers.length; i += 2) {
        highest.set(powers[i], Math.max(highest.get(powers[i]) ?? 0, powers[i + 1]))
      }
    }
    let found = everything
    for (const [unknown, exponent] of highest) {
      const { low, high } = atomOf(unknown).interval
      if (exponent > 1 || low === undefined || high === undefined) continue
      const ends = hull(
        ofPolynomial(put(a, unknown, low.at), depth - 1),
        ofPolynomial(put(a, unknown, high.at), depth - 1),
      )
      found = meet(found, ends)
      if (isSettled(found)) break
    }
    return found
  }

  const ofPolynomial = (a: Polynomial, depth: number): Interval => {
    const number = constantOf(a)
    if (number !== undefined) return point(number)
    let found = givenFor(a)
    found = meet(found, [...a.values()].map(ofTerm).reduce(addIntervals))
    if (isSettled(found)) return found
    const common = commonPowers(a)
    if (common.length > 0) {
      const rest = divideExactly(a, term(one, common)) ?? a
      return meet(found, multiplyIntervals(ofMonomial(common), ofPolynomial(rest, depth)))
    }
    return depth === 0 ? found : meet(found, atEnds(a, depth))
  }

  const ofFactor = ({ polynomial, power }: Factor): Interval => {
    const inside = ofPolynomial(polynomial, DEPTH)
    const raised = intervalPower(inside, power)
    if (excludesZero(raised)) return invertInterval(raised)
    // What is divided by is not 0: where that is not known, it is an assumption of the proof.
    return isNonNegative(raised) ? positive : isNonPositive(raised) ? negative : everything
  }

  const of = ({ top, bottom }: Fraction): Interval => {
    let product = ofPolynomial(top, DEPTH)
    for (const each of bottom.values()) product = multiplyIntervals(product, ofFactor(each))
    return product
  }

  const learn = (a: Fraction, interval: Interval): void => {
    let known = interval
    for (const each of a.bottom.values()) known = multiplyIntervals(known, ofFactor(each))
    const { coefficient } = leading(a.top)
    const key = polynomialKey(scalePolynomial(a.top, reciprocal(coefficient)))
    const scaled = multiplyIntervals(point(reciprocal(coefficient)), known)
    facts.set(key, meet(facts.get(key) ?? everything, scaled))
  }

  return { of, learn }
}
