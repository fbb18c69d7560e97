/** Polynomials with exact coefficients over numbered unknowns. @module */
import { isZero, one, plus, reciprocal, times, type Rational } from './rational.ts'

/** Pairs of an unknown's number and its exponent, at least 1, by ascending number. */
export type Monomial = readonly number[]

export interface Term {
  readonly powers: Monomial
  /** Never 0. */
  readonly coefficient: Rational
}

/** Terms by the text of their powers; no two alike, none with coefficient 0. */
export type Polynomial = ReadonlyMap<string, Term>

export const nothing: Polynomial = new Map()

const keyOf = (powers: Monomial): string => powers.join(' ')

/** A single term. */
export const term = (coefficient: Rational, powers: Monomial = []): Polynomial =>
  isZero(coefficient) ? nothing : new Map([[keyOf(powers), { powers, coefficient }]])

const addTo = (sum: Map<string, Term>, key: string, { powers, coefficient }: Term): void => {
  const before = sum.get(key)
  if (before === undefined) {
    sum.set(key, { powers, coefficient })
    return
  }
  const total = plus(before.coefficient, coefficient)
  if (isZero(total)) sum.delete(key)
  else sum.set(key, { powers, coefficient: total })
}

export const addPolynomials = (a: Polynomial, b: Polynomial): Polynomial => {
  const sum = new Map(a)
  for (const [key, each] of b) addTo(sum, key, each)
  return sum
}

/** The sum of terms, of which several may have the same powers. */
export const sumOfTerms = (terms: Iterable<Term>): Polynomial => {
  const sum = new Map<string, Term>()
  for (const each of terms) if (!isZero(each.coefficient)) addTo(sum, keyOf(each.powers), each)
  return sum
}

export const scalePolynomial = (a: Polynomial, factor: Rational): Polynomial =>
  isZero(factor)
    ? nothing
    : new Map(
        [...a].map(([key, { powers, coefficient }]) => [key, { powers, coefficient: times(coefficient, factor) }]),
      )

/** The product of two monomials. */
export const multiplyMonomials = (a: Monomial, b: Monomial): Monomial => {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const product: number[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i] ?? Infinity, b[j] ?? Infinity]
    if (x === y) product.push(x, a[i + 1] + b[j + 1])
    else if (x < y) product.push(x, a[i + 1])
    else product.push(y, b[j + 1])
    if (x <= y) i += 2
    if (y <= x) j += 2
  }
  return product
}

export const multiplyPolynomials = (a: Polynomial, b: Polynomial): Polynomial => {
  const product = new Map<string, Term>()
  for (const x of a.values()) {
    for (const y of b.values()) {
      const powers = multiplyMonomials(x.powers, y.powers)
      addTo(product, keyOf(powers), { powers, coefficient: times(x.coefficient, y.coefficient) })
    }
  }
  return product
}

/** How often an unknown stands in a monomial. */
export const exponentIn = (powers: Monomial, unknown: number): number => {
  for (let i = 0; i < powers.length; i += 2) if (powers[i] === unknown) return powers[i + 1]
  return 0
}

/** a/b, or `undefined` where b does not divide a. */
const divideMonomials = (a: Monomial, b: Monomial): Monomial | undefined => {
  const quotient: number[] = []
  let j = 0
  for (let i = 0; i < a.length; i += 2) {
    if (j < b.length && b[j] < a[i]) return undefined
    const taken = b[j] === a[i] ? b[j + 1] : 0
    if (taken > 0) j += 2
    if (taken > a[i + 1]) return undefined
    if (a[i + 1] > taken) quotient.push(a[i], a[i + 1] - taken)
  }
  return j < b.length ? undefined : quotient
}

/** Which monomial comes first: the one with more of the first unknown in which they differ. */
const precedes = (a: Monomial, b: Monomial): boolean => {
  for (let i = 0; i < a.length || i < b.length; i += 2) {
    const [x, y] = [a[i] ?? Infinity, b[i] ?? Infinity]
    if (x !== y) return x < y
    if (a[i + 1] !== b[i + 1]) return a[i + 1] > b[i + 1]
  }
  return false
}

/** The first term; the polynomial must not be 0. */
export const leading = (a: Polynomial): Term => {
  let first: Term | undefined
  for (const each of a.values()) if (first === undefined || precedes(each.powers, first.powers)) first = each
  return first ?? { powers: [], coefficient: one }
}

/** The last term; the polynomial must not be 0. */
export const trailing = (a: Polynomial): Term => {
  let last: Term | undefined
  for (const each of a.values()) if (last === undefined || precedes(last.powers, each.powers)) last = each
  return last ?? { powers: [], coefficient: one }
}

/** The terms, the first one first. */
export const termsOf = (a: Polynomial): readonly Term[] =>
  [...a.values()].toSorted((x, y) => (x === y ? 0 : precedes(x.powers, y.powers) ? -1 : 1))

/**
 * a/b where it comes out even.
 *
 * @param spend told how many terms each step of the division looks at
 */
export const divideExactly = (
  a: Polynomial,
  b: Polynomial,
  spend?: (terms: number) => void,
): Polynomial | undefined => {
  if (a.size === 0) return nothing
  spend?.(a.size + b.size)
  // The last terms are a quotient as well.
  if (divideMonomials(trailing(a).powers, trailing(b).powers) === undefined) return undefined
  const by = leading(b)
  const factor = reciprocal(by.coefficient)
  const quotient = new Map<string, Term>()
  const rest = new Map(a)
  while (rest.size > 0) {
    const first = leading(rest)
    const powers = divideMonomials(first.powers, by.powers)
    if (powers === undefined) return undefined
    const coefficient = times(first.coefficient, factor)
    quotient.set(keyOf(powers), { powers, coefficient })
    for (const each of b.values()) {
      const product = multiplyMonomials(each.powers, powers)
      const taken = times(each.coefficient, { n: -coefficient.n, d: coefficient.d })
      addTo(rest, keyOf(product), { powers: product, coefficient: taken })
    }
    spend?.(rest.size + b.size)
  }
  return quotient
}

/** The monomial that divides every term. */
export const commonPowers = (a: Polynomial): Monomial => {
  let common: Monomial | undefined
  for (const { powers } of a.values()) {
    if (common === undefined) {
      common = powers
      continue
    }
    const shared: number[] = []
    for (let i = 0; i < common.length; i += 2) {
      const exponent = Math.min(common[i + 1], exponentIn(powers, common[i]))
      if (exponent > 0) shared.push(common[i], exponent)
    }
    common = shared
  }
  return common ?? []
}

/** The text that two polynomials share exactly when they are equal. */
export const polynomialKey = (a: Polynomial): string =>
  termsOf(a)
    .map(({ powers, coefficient }) => `${coefficient.n}/${coefficient.d}:${keyOf(powers)}`)
    .join('+')

/** The number a polynomial is, if it is one. */
export const constantOf = (a: Polynomial): Rational | undefined => {
  if (a.size === 0) return { n: 0n, d: 1n }
  return a.size === 1 ? a.get('')?.coefficient : undefined
}
