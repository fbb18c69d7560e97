/** Write fractions as expressions again, to print them. @module */
import { add, constant, div, hyper, mul, neg, pow, sqrt, square, sub, type Expr } from '../expr/index.ts'
import type { Atom } from './field.ts'
import { numberOf, type Factor, type Fraction } from './fraction.ts'
import { termsOf, type Polynomial, type Term } from './polynomial.ts'
import { compare, fromNumber, isOne, isWhole, minus, one, show, times, type Rational } from './rational.ts'

/** A number as it prints exactly: one that no float64 spells is a quotient, or goes by its digits. */
const numberExpr = (value: Rational): Expr => {
  const text = show(value)
  if (String(Number(text)) === text) return constant(Number(text))
  const parts = [value.n, value.d].map((part): Expr => {
    const near = fromNumber(Number(part))
    return near !== undefined && isWhole(near) && near.n === part ? constant(Number(part)) : hyper(String(part), NaN)
  })
  return value.d === 1n ? parts[0] : div(parts[0], parts[1])
}

const raised = (base: Expr, exponent: number): Expr =>
  exponent === 1 ? base : exponent === 2 ? square(base) : pow(base, exponent)

const product = (parts: readonly Expr[]): Expr | undefined =>
  parts.length === 0 ? undefined : parts.reduce((a, b) => mul(a, b))

/** The expression of a fraction over its atoms. */
export const express = ({ top, bottom }: Fraction, atomOf: (id: number) => Atom): Expr => {
  const sameExpr = (a: Fraction, id: number): boolean => {
    const [only, ...others] = a.top.values()
    return (
      only !== undefined &&
      others.length === 0 &&
      a.bottom.size === 0 &&
      isOne(only.coefficient) &&
      only.powers.join() === `${id},1`
    )
  }

  /** The factors of a term: b·b^n is b^(n + 1), and the roots of numbers are one root. */
  const ofTerm = ({ powers }: Term, size: Rational): Expr => {
    let number = size
    let underRoot = one
    const exponents = new Map<number, number>()
    for (let i = 0; i < powers.length; i += 2) exponents.set(powers[i], powers[i + 1])
    const parts: Expr[] = []
    // Powers with a formula for an exponent take in what they are powers of, so they come first.
    const order = [...exponents.keys()].toSorted(
      (a, b) => Number(atomOf(b).operation === 'pow') - Number(atomOf(a).operation === 'pow') || a - b,
    )
    for (const id of order) {
      const exponent = exponents.get(id) ?? 0
      const { operation, args, expr: exprOf } = atomOf(id)
      const expr = exprOf()
      const rooted = operation === 'sqrt' ? numberOf(args[0]) : undefined
      if (rooted !== undefined && exponent === 1) {
        underRoot = times(underRoot, rooted)
        continue
      }
      if (operation === 'pow' && exponent === 1 && expr.kind === 'apply') {
        const value = numberOf(args[0])
        const plain = [...exponents].find(([other, power]) => power > 0 && sameExpr(args[0], other))
        const [base, power] = expr.args
        if (plain !== undefined) {
          parts.push(pow(base, add(power, plain[1])))
          exponents.set(plain[0], 0)
          continue
        }
        if (value !== undefined && !isOne(value) && compare(value, number) === 0) {
          number = one
          parts.push(pow(base, add(power, 1)))
          continue
        }
      }
      if (exponent > 0) parts.push(raised(expr, exponent))
    }
    if (!isOne(underRoot)) parts.unshift(sqrt(numberExpr(underRoot)))
    return product(isOne(number) && parts.length > 0 ? parts : [numberExpr(number), ...parts]) ?? constant(1)
  }

  const ofPolynomial = (a: Polynomial): Expr => {
    const terms = termsOf(a)
    // A sum that begins with a minus is harder to read.
    const first = terms.find(({ coefficient }) => coefficient.n > 0n)
    let sum: Expr | undefined
    for (const each of first === undefined ? terms : [first, ...terms.filter((other) => other !== first)]) {
      const negative = each.coefficient.n < 0n
      const size = ofTerm(each, negative ? minus(each.coefficient) : each.coefficient)
      sum = sum === undefined ? (negative ? neg(size) : size) : negative ? sub(sum, size) : add(sum, size)
    }
    return sum ?? constant(0)
  }
  const ofFactor = ({ polynomial, power }: Factor): Expr => raised(ofPolynomial(polynomial), power)
  const below = product([...bottom.values()].map(ofFactor))
  return below === undefined ? ofPolynomial(top) : div(ofPolynomial(top), below)
}
