/** What range a fraction lies in. @module */
import type { Field } from './field.ts'
import type { Factor, Fraction } from './fraction.ts'
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
  nonNegative,
  nonPositive,
  point,
  positive,
  type Interval,
} from './interval.ts'
import {
  commonPowers,
  constantOf,
  divideExactly,
  exponentIn,
  leading,
  multiplyPolynomials,
  polynomialKey,
  scalePolynomial,
  sumOfTerms,
  term,
  type Monomial,
  type Polynomial,
  type Term,
} from './polynomial.ts'
import { minus, one, reciprocal, times, zero, type Rational } from './rational.ts'

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
export const createBounds = ({ atomOf, spend }: Field): Bounds => {
  const facts = new Map<string, Interval>()

  const ofAtom = (id: number): Interval => {
    const { interval } = atomOf(id)
    const fact = facts.size === 0 ? undefined : facts.get(polynomialKey(term(one, [id, 1])))
    return fact === undefined ? interval : meet(interval, fact)
  }

  const ofMonomial = (powers: Monomial): Interval => {
    let product = point(one)
    for (let i = 0; i < powers.length; i += 2) {
      product = multiplyIntervals(product, intervalPower(ofAtom(powers[i]), powers[i + 1]))
    }
    return product
  }

  const ofTerm = ({ powers, coefficient }: Term): Interval => multiplyIntervals(point(coefficient), ofMonomial(powers))

  /** c·q + d, with q beginning with 1: what is known is kept of q, so that x > 7 says that x > 3. */
  const split = (a: Polynomial): { readonly key: string; readonly factor: Rational; readonly rest: Rational } => {
    const varying = new Map(a)
    varying.delete('')
    const { coefficient } = leading(varying)
    const key = polynomialKey(scalePolynomial(varying, reciprocal(coefficient)))
    return { key, factor: coefficient, rest: a.get('')?.coefficient ?? zero }
  }

  const givenFor = (a: Polynomial): Interval => {
    if (facts.size === 0) return everything
    const { key, factor, rest } = split(a)
    const fact = facts.get(key)
    return fact === undefined ? everything : addIntervals(multiplyIntervals(point(factor), fact), point(rest))
  }

  /** The polynomial with a number in place of an unknown that occurs in no higher power than 1. */
  const withNumber = (a: Polynomial, unknown: number, at: Rational): Polynomial => {
    const put = ({ powers, coefficient }: Term): Term =>
      exponentIn(powers, unknown) === 0
        ? { powers, coefficient }
        : { powers: powers.filter((_, i) => powers[i - (i % 2)] !== unknown), coefficient: times(coefficient, at) }
    return sumOfTerms([...a.values()].map(put))
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
      const { low, high } = ofAtom(unknown)
      if (exponent > 1 || low === undefined || high === undefined) continue
      const ends = hull(
        ofPolynomial(withNumber(a, unknown, low.at), depth - 1),
        ofPolynomial(withNumber(a, unknown, high.at), depth - 1),
      )
      found = meet(found, ends)
      if (isSettled(found)) break
    }
    return found
  }

  const ofPolynomial = (a: Polynomial, depth: number): Interval => {
    const number = constantOf(a)
    if (number !== undefined) return point(number)
    spend(a.size)
    let found = givenFor(a)
    found = meet(found, [...a.values()].map(ofTerm).reduce(addIntervals))
    if (isSettled(found)) return found
    const common = commonPowers(a)
    if (common.length > 0) {
      const rest = divideExactly(a, term(one, common), spend) ?? a
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

  /** A polynomial with the sign of a fraction: what is divided by an odd number of times is multiplied with. */
  const signPolynomial = ({ top, bottom }: Fraction): Polynomial =>
    [...bottom.values()].reduce(
      (product, { polynomial, power }) => (power % 2 === 0 ? product : multiplyPolynomials(product, polynomial)),
      top,
    )

  const of = (a: Fraction): Interval => {
    let product = ofPolynomial(a.top, DEPTH)
    for (const each of a.bottom.values()) product = multiplyIntervals(product, ofFactor(each))
    if (facts.size === 0 || a.bottom.size === 0 || isSettled(product)) return product
    const sign = givenFor(signPolynomial(a))
    return isNonNegative(sign) ? meet(product, nonNegative) : isNonPositive(sign) ? meet(product, nonPositive) : product
  }

  const learn = (a: Fraction, interval: Interval): void => {
    const { key, factor, rest } = split(signPolynomial(a))
    const fact = multiplyIntervals(point(reciprocal(factor)), addIntervals(interval, point(minus(rest))))
    facts.set(key, meet(facts.get(key) ?? everything, fact))
  }

  return { of, learn }
}
