/** Powers, exponentials and logarithms. @module */
import { exp, log, pow, type Expr } from '../expr/index.ts'
import type { Bounds } from './bounds.ts'
import { express } from './express.ts'
import type { AtomFacts, Field } from './field.ts'
import { numberOf, vanishes, type Fraction } from './fraction.ts'
import {
  atLeast,
  everything,
  isNegative,
  isNonNegative,
  isPositive,
  meet,
  nonNegative,
  positive,
  unit,
} from './interval.ts'
import { single, type Part } from './parts.ts'
import { term, type Term } from './polynomial.ts'
import { compare, one, rational, toCount, zero, type Rational } from './rational.ts'
import type { WholeNumbers } from './wholeNumbers.ts'

/** The largest whole exponent that is multiplied out. */
const LARGEST_POWER = 64

/** Powers of fractions; `undefined` where one has no value. */
export interface Powers {
  readonly pow: (a: Fraction, b: Fraction) => Fraction | undefined
  readonly exp: (a: Fraction) => Fraction
  readonly log: (a: Fraction) => Fraction
}

/** Powers over a field, with what is known of ranges and of whole numbers. */
export const createPowers = (
  field: Field,
  bounds: Bounds,
  { isNatural, isInteger }: WholeNumbers,
  factorsOf: (a: Fraction) => readonly [Rational, readonly Part[]],
  root: (a: Fraction) => Fraction,
): Powers => {
  const { atom, constant: number, multiply, power, subtract } = field
  const unity = number(one)
  const exprOf = (a: Fraction): Expr => express(a, field.atomOf)
  const product = (parts: readonly Fraction[]): Fraction => parts.reduce(multiply, unity)

  const powerAtom = (base: Fraction, exponent: Fraction): Fraction =>
    atom('pow', [base, exponent], (): AtomFacts => {
      const inside = bounds.of(base)
      const counts = isNatural(exponent)
      const fraction = isNonNegative(inside) && isNonNegative(bounds.of(subtract(unity, base)))
      const below = isPositive(bounds.of(subtract(unity, base))) && isPositive(bounds.of(exponent))
      const range = counts && fraction ? (below ? { ...unit, high: { at: one, open: true } } : unit) : everything
      const above = counts && isNonNegative(bounds.of(subtract(base, unity))) ? atLeast(one) : everything
      const sized = isPositive(inside) ? positive : isNonNegative(inside) ? nonNegative : everything
      return {
        expr: () => pow(exprOf(base), exprOf(exponent)),
        interval: meet(meet(range, above), sized),
        natural: counts && isNatural(base),
      }
    })

  /** A base to one term of an exponent, which is a whole number or has a positive base. */
  const powerOfTerm = (base: Fraction, { coefficient, powers }: Term, counts: boolean): Fraction => {
    const whole = toCount(coefficient)
    const times = whole !== undefined && Math.abs(whole) <= LARGEST_POWER ? whole : undefined
    const exponent = single(term(times === undefined ? coefficient : one, powers))
    const raise = (part: Fraction): Fraction => power(powerAtom(part, exponent), times ?? 1)
    if (!counts || times === undefined) return raise(base)
    const [size, factors] = factorsOf(base)
    return product([
      ...(compare(size, one) === 0 ? [] : [raise(number(size))]),
      ...factors.map(({ base: part, times: repeated }) => power(raise(part), repeated)),
    ])
  }

  const powerOf = (base: Fraction, exponent: Fraction): Fraction | undefined => {
    const value = numberOf(exponent)
    const whole = value && toCount(value)
    if (whole !== undefined && Math.abs(whole) <= LARGEST_POWER) {
      return whole < 0 && vanishes(base) ? undefined : power(base, whole)
    }
    if (value !== undefined && compare(value, rational(1n, 2n)) === 0) return root(base)
    const size = numberOf(base)
    if (size !== undefined && compare(size, one) === 0) return base
    const natural = isNatural(exponent)
    const inside = bounds.of(base)
    // A base of 0 has no negative powers: that it has one is relied on by whoever writes it.
    const counts = natural || isInteger(exponent)
    if (!counts && isNegative(inside)) return undefined
    if (vanishes(base) && isPositive(bounds.of(exponent))) return base
    if (exponent.bottom.size > 0 || !(counts || isPositive(inside))) return powerAtom(base, exponent)
    if (vanishes(base)) {
      if (!natural) return undefined
      return isPositive(bounds.of(exponent)) ? base : powerAtom(base, exponent)
    }
    return product(
      [...exponent.top.values()].map((each) => {
        const fixed = each.powers.length === 0 ? toCount(each.coefficient) : undefined
        return fixed !== undefined && Math.abs(fixed) <= LARGEST_POWER
          ? power(base, fixed)
          : powerOfTerm(base, each, counts)
      }),
    )
  }

  const exponential = (a: Fraction): Fraction => {
    if (vanishes(a)) return unity
    const raise = (exponent: Fraction): Fraction =>
      atom('exp', [exponent], () => ({ expr: () => exp(exprOf(exponent)), interval: positive }))
    if (a.bottom.size > 0) return raise(a)
    return product(
      [...a.top.values()].map(({ coefficient, powers }) => {
        const times = toCount({ n: coefficient.n, d: 1n })
        return times === undefined || Math.abs(times) > LARGEST_POWER
          ? raise(single(term(coefficient, powers)))
          : power(raise(single(term({ n: 1n, d: coefficient.d }, powers))), times)
      }),
    )
  }

  const logarithm = (a: Fraction): Fraction => {
    const value = numberOf(a)
    if (value !== undefined && compare(value, one) === 0) return number(zero)
    return atom('log', [a], () => ({ expr: () => log(exprOf(a)), interval: everything }))
  }

  return { pow: powerOf, exp: exponential, log: logarithm }
}
