/** The identities of roots, powers and the other functions, each used only where it holds. @module */
import { abs, exp, floor, log, max, min, mod, pow, sign, sqrt, tanh, type Expr } from '../expr/index.ts'
import type { Bounds } from './bounds.ts'
import { express } from './express.ts'
import type { AtomFacts, Field } from './field.ts'
import { numberOf, vanishes, type Factor, type Fraction } from './fraction.ts'
import {
  atLeast,
  everything,
  excludesZero,
  hull,
  isNegative,
  isNonNegative,
  isNonPositive,
  isPositive,
  meet,
  negateInterval,
  nonNegative,
  positive,
  signs,
  unit,
  type Interval,
} from './interval.ts'
import { term, type Term } from './polynomial.ts'
import { compare, isWhole, minus, one, rational, toCount, zero, type Rational } from './rational.ts'

/** The largest whole exponent that is multiplied out. */
const LARGEST_POWER = 64

/** A function of fractions; `undefined` where it has no value. */
export interface Functions {
  /** Whether it is always a whole number, at least 0. */
  readonly isNatural: (a: Fraction) => boolean
  /** Whether it is always a whole number. */
  readonly isInteger: (a: Fraction) => boolean
  readonly sqrt: (a: Fraction) => Fraction
  readonly pow: (a: Fraction, b: Fraction) => Fraction | undefined
  readonly exp: (a: Fraction) => Fraction
  readonly log: (a: Fraction) => Fraction
  readonly tanh: (a: Fraction) => Fraction
  readonly abs: (a: Fraction) => Fraction
  readonly sign: (a: Fraction) => Fraction
  readonly floor: (a: Fraction) => Fraction
  readonly mod: (a: Fraction, b: Fraction) => Fraction
  readonly max: (a: Fraction, b: Fraction) => Fraction
  readonly min: (a: Fraction, b: Fraction) => Fraction
}

/** A factor with what is known of it. */
interface Part {
  readonly base: Fraction
  readonly times: number
  readonly inside: Interval
}

const single: (polynomial: Factor['polynomial']) => Fraction = (top) => ({ top, bottom: new Map() })

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

/** The functions over a field, with what is known of ranges. */
export const createFunctions = (field: Field, bounds: Bounds): Functions => {
  const { atom, atomOf, constant: number, multiply, divide, power, negate, subtract, factor } = field
  const unity = number(one)
  const exprOf = (a: Fraction): Expr => express(a, atomOf)
  const product = (parts: readonly Fraction[]): Fraction => parts.reduce(multiply, unity)

  const isInteger = ({ top, bottom }: Fraction): boolean =>
    bottom.size === 0 &&
    [...top.values()].every(
      ({ coefficient, powers }) =>
        isWhole(coefficient) && powers.every((id, i) => i % 2 === 1 || atomOf(id).natural === true),
    )

  const isNatural = (a: Fraction): boolean =>
    isInteger(a) && ([...a.top.values()].every(({ coefficient }) => coefficient.n >= 0n) || isNonNegative(bounds.of(a)))

  /**
   * The factors of a fraction, those of the bottom with negative powers, and the number before them. Each is at least 0
   * where that can be had by a change of sign.
   */
  const factorsOf = ({ top, bottom }: Fraction): readonly [Rational, readonly Part[]] => {
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

  const hyperbolic = (a: Fraction): Fraction =>
    vanishes(a) ? a : atom('tanh', [a], () => ({ expr: () => tanh(exprOf(a)), interval: signs }))

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

  const extreme =
    (name: 'max' | 'min') =>
    (a: Fraction, b: Fraction): Fraction => {
      const difference = bounds.of(name === 'max' ? subtract(a, b) : subtract(b, a))
      if (isNonNegative(difference)) return a
      if (isNonPositive(difference)) return b
      const expr = (): Expr => (name === 'max' ? max : min)(exprOf(a), exprOf(b))
      const [x, y] = [bounds.of(a), bounds.of(b)]
      const joined = hull(x, y)
      const interval: Interval =
        name === 'max'
          ? meet({ low: joined.low, high: joined.high }, { low: x.low ?? y.low, high: undefined })
          : meet(joined, { low: undefined, high: x.high ?? y.high })
      // The larger of two is the same in either order.
      const [first, second] = order(a, b)
      return atom(name, [first, second], () => ({
        expr,
        interval,
        natural: isNatural(a) && isNatural(b),
        splits: () => [exprOf(subtract(a, b))],
      }))
    }

  const texts = (a: Fraction): string => [...a.top.keys(), '|', ...a.bottom.keys()].join('+')
  const order = (a: Fraction, b: Fraction): readonly [Fraction, Fraction] => (texts(a) <= texts(b) ? [a, b] : [b, a])

  return {
    isNatural,
    isInteger,
    sqrt: root,
    pow: powerOf,
    exp: exponential,
    log: logarithm,
    tanh: hyperbolic,
    abs: absoluteValue,
    sign: signOf,
    floor: floorOf,
    mod: remainder,
    max: extreme('max'),
    min: extreme('min'),
  }
}
