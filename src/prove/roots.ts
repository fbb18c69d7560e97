/** Roots, magnitudes and signs: what comes out of each factor by what is known of it. @module */
import { abs, sign, sqrt, type Expr } from '../expr/index.ts'
import type { Bounds } from './bounds.ts'
import { express } from './express.ts'
import type { Field } from './field.ts'
import { numberOf, vanishes, type Fraction } from './fraction.ts'
import { excludesZero, isNonNegative, isPositive, nonNegative, positive, signs, unit } from './interval.ts'
import type { Part } from './parts.ts'
import { compare, minus, one, rational, type Rational } from './rational.ts'

/** n = k²·m with the k that small primes give. */
const squarePart = (n: bigint): readonly [k: bigint, primes: readonly bigint[]] => {
  let [k, rest] = [1n, n]
  const primes: bigint[] = []
  for (let p = 2n; p * p <= rest && p < 1000n; p++) {
    let power = 0
    while (rest % p === 0n) [rest, power] = [rest / p, power + 1]
    k *= p ** BigInt(power >> 1)
    if (power % 2 === 1) primes.push(p)
  }
  return [k, rest === 1n ? primes : [...primes, rest]]
}

/** The root, the magnitude and the sign of a fraction. */
export interface Roots {
  readonly sqrt: (a: Fraction) => Fraction
  readonly abs: (a: Fraction) => Fraction
  readonly sign: (a: Fraction) => Fraction
}

/** Roots over a field, with what is known of ranges. */
export const createRoots = (
  field: Field,
  bounds: Bounds,
  factorsOf: (a: Fraction) => readonly [Rational, readonly Part[]],
): Roots => {
  const { atom, constant: number, multiply, power } = field
  const unity = number(one)
  const exprOf = (a: Fraction): Expr => express(a, field.atomOf)
  const product = (parts: readonly Fraction[]): Fraction => parts.reduce(multiply, unity)

  const rootAtom = (a: Fraction): Fraction => {
    const inside = bounds.of(a)
    const known = isNonNegative(inside)
    return atom('sqrt', [a], () => ({
      expr: () => sqrt(exprOf(a)),
      interval: isPositive(inside) ? positive : nonNegative,
      square: known ? a : undefined,
    }))
  }

  const rootOfNumber = (value: Rational): Fraction => {
    const [k, primes] = squarePart(value.n * value.d)
    const roots = primes.map((prime) => rootAtom(number(rational(prime))))
    return multiply(number(rational(k, value.d)), product(roots))
  }

  const absoluteValue = (a: Fraction): Fraction => {
    if (vanishes(a)) return a
    const [coefficient, factors] = factorsOf(a)
    const size = number(coefficient.n < 0n ? minus(coefficient) : coefficient)
    const parts = factors.map(({ base, times, inside }) => {
      if (isNonNegative(inside)) return power(base, times)
      if (times % 2 === 0) return power(base, times)
      const each = atom('abs', [base], () => ({
        expr: () => abs(exprOf(base)),
        interval: excludesZero(inside) ? positive : nonNegative,
        square: multiply(base, base),
        splits: () => [exprOf(base)],
      }))
      return power(each, times)
    })
    return product([size, ...parts])
  }

  /** Factors that are at least 0 come out of the root one by one; even powers come out whatever their sign. */
  const root = (a: Fraction): Fraction => {
    const value = numberOf(a)
    if (value !== undefined && value.n >= 0n) return value.n === 0n ? a : rootOfNumber(value)
    const [coefficient, factors] = factorsOf(a)
    const out: Fraction[] = []
    let inside = number(coefficient.n < 0n ? rational(-1n) : one)
    for (const { base, times, inside: range } of factors) {
      if (isNonNegative(range)) {
        out.push(power(rootAtom(base), times))
      } else if (times % 2 === 0) {
        out.push(absoluteValue(power(base, times / 2)))
      } else inside = multiply(inside, power(base, times))
    }
    const size = coefficient.n < 0n ? minus(coefficient) : coefficient
    const whole = numberOf(inside)
    if (whole !== undefined && compare(whole, one) === 0) return product([rootOfNumber(size), ...out])
    // What is left may be below 0 where the rest is 0: with any value of its root there, the product is 0.
    return product([rootOfNumber(size), rootAtom(inside), ...out])
  }

  const signOf = (a: Fraction): Fraction => {
    if (vanishes(a)) return a
    const [coefficient, factors] = factorsOf(a)
    const parts = factors.map(({ base, times, inside }) => {
      if (isPositive(inside)) return unity
      const each = atom('sign', [base], () => ({
        expr: () => sign(exprOf(base)),
        interval: isNonNegative(inside) ? unit : signs,
        splits: () => [exprOf(base)],
      }))
      return times % 2 === 0 ? multiply(each, each) : each
    })
    return product([number(coefficient.n < 0n ? rational(-1n) : one), ...parts])
  }

  return { sqrt: root, abs: absoluteValue, sign: signOf }
}
