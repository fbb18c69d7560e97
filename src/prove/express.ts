/** Write fractions as expressions again, to print them. @module */
import { add, constant, div, hyper, mul, neg, pow, square, sub, type Expr } from '../expr/index.ts'
import type { Atom, Factor, Fraction } from './field.ts'
import { termsOf, type Monomial, type Polynomial } from './polynomial.ts'
import { isOne, minus, show, type Rational } from './rational.ts'

/** A number as it prints exactly: one that no float64 spells goes by its digits. */
const numberExpr = (value: Rational): Expr => {
  const text = show(value)
  return String(Number(text)) === text ? constant(Number(text)) : hyper(text, NaN)
}

const raised = (base: Expr, exponent: number): Expr =>
  exponent === 1 ? base : exponent === 2 ? square(base) : pow(base, exponent)

const product = (parts: readonly Expr[]): Expr | undefined =>
  parts.length === 0 ? undefined : parts.reduce((a, b) => mul(a, b))

/** The expression of a fraction over its atoms. */
export const express = ({ top, bottom }: Fraction, atomOf: (id: number) => Atom): Expr => {
  const ofMonomial = (powers: Monomial): readonly Expr[] => {
    const parts: Expr[] = []
    for (let i = 0; i < powers.length; i += 2) parts.push(raised(atomOf(powers[i]).expr, powers[i + 1]))
    return parts
  }
  const ofTerm = (coefficient: Rational, powers: Monomial): Expr => {
    const parts = ofMonomial(powers)
    return product(isOne(coefficient) && parts.length > 0 ? parts : [numberExpr(coefficient), ...parts]) ?? constant(1)
  }
  const ofPolynomial = (a: Polynomial): Expr => {
    let sum: Expr | undefined
    for (const { coefficient, powers } of termsOf(a)) {
      const negative = coefficient.n < 0n
      const size = ofTerm(negative ? minus(coefficient) : coefficient, powers)
      sum = sum === undefined ? (negative ? neg(size) : size) : negative ? sub(sum, size) : add(sum, size)
    }
    return sum ?? constant(0)
  }
  const ofFactor = ({ polynomial, power }: Factor): Expr => raised(ofPolynomial(polynomial), power)
  const below = product([...bottom.values()].map(ofFactor))
  return below === undefined ? ofPolynomial(top) : div(ofPolynomial(top), below)
}
