/** Numbers to evaluate formulas with: float64, and far more exact ones. @module */
import type { Operation } from '../expr/index.ts'
import { fromNumber, type Rational } from './rational.ts'

/** A kind of numbers. `undefined` stands for what is no real number, such as 1/0 and the root of -1. */
export interface Arithmetic<T> {
  readonly of: (value: Rational) => T
  /** An operation on numbers; comparisons give 1 and 0. */
  readonly apply: (operation: Operation, args: readonly T[]) => T | undefined
  readonly toNumber: (value: T) => number
}

/** How many binary places the exact-enough numbers have, and how many of them are trusted. */
const PLACES = 640n
const TRUSTED = 320n
const unit = 1n << PLACES

const magnitude = (a: bigint): bigint => (a < 0n ? -a : a)

const rootOf = (a: bigint): bigint => {
  if (a < 2n) return a
  let x = 1n << BigInt((a.toString(2).length + 1) >> 1)
  for (;;) {
    const y = (x + a / x) >> 1n
    if (y >= x) return x
    x = y
  }
}

/** -1, 0 or 1; what rounding may have made of 0 is 0. */
const signOf = (a: bigint): number => (magnitude(a) < 1n << (PLACES - TRUSTED) ? 0 : a < 0n ? -1 : 1)

const toFloat = (a: bigint): number => {
  const size = magnitude(a)
  const extra = size.toString(2).length - 60
  const value =
    extra > 0 ? Number(size >> BigInt(extra)) * 2 ** (extra - Number(PLACES)) : Number(size) * 2 ** -Number(PLACES)
  return a < 0n ? -value : value
}

const ofRational = ({ n, d }: Rational): bigint => (n << PLACES) / d

const fromFloat = (a: number): bigint | undefined => {
  const exact = fromNumber(a)
  return exact && ofRational(exact)
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> PLACES

const wholePower = (base: bigint, exponent: number): bigint | undefined => {
  if (exponent < 0) {
    const below = wholePower(base, -exponent)
    return below === undefined || signOf(below) === 0 ? undefined : (unit << PLACES) / below
  }
  let [result, factor] = [unit, base]
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, factor)
    factor = times(factor, factor)
  }
  return result
}

const truth = (holds: boolean): bigint => (holds ? unit : 0n)

/** What the operations are on numbers with 640 binary places; those left out are evaluated in float64. */
const operations: Readonly<Record<string, (a: bigint, b: bigint, c: bigint) => bigint | undefined>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: times,
  neg: (a) => -a,
  square: (a) => times(a, a),
  div: (a, b) => (signOf(b) === 0 ? undefined : (a << PLACES) / b),
  increment: (a) => a + unit,
  sqrt: (a) => (signOf(a) < 0 ? undefined : a <= 0n ? 0n : rootOf(a << PLACES)),
  abs: magnitude,
  sign: (a) => BigInt(signOf(a)) * unit,
  floor: (a) => ((a + (1n << (PLACES - TRUSTED))) >> PLACES) << PLACES,
  mod: (a, b) => {
    if (signOf(b) === 0) return undefined
    const quotient = (a << PLACES) / b
    return a - times(b, operations['floor'](quotient, 0n, 0n) ?? 0n)
  },
  max: (a, b) => (a > b ? a : b),
  min: (a, b) => (a < b ? a : b),
  pow: (a, b) => {
    const exponent = toFloat(b)
    if (Number.isInteger(exponent) && Math.abs(exponent) <= 1000) return wholePower(a, exponent)
    return fromFloat(toFloat(a) ** exponent)
  },
  less: (a, b) => truth(signOf(a - b) < 0),
  greater: (a, b) => truth(signOf(a - b) > 0),
  lessOrEqual: (a, b) => truth(signOf(a - b) <= 0),
  greaterOrEqual: (a, b) => truth(signOf(a - b) >= 0),
  equal: (a, b) => truth(signOf(a - b) === 0),
  notEqual: (a, b) => truth(signOf(a - b) !== 0),
  and: (a, b) => truth(a !== 0n && b !== 0n),
  or: (a, b) => truth(a !== 0n || b !== 0n),
  not: (a) => truth(a === 0n),
  select: (condition, a, b) => (condition === 0n ? b : a),
  isNaN: () => 0n,
  isFinite: () => unit,
}

/** Numbers with 640 binary places. */
export const precise: Arithmetic<bigint> = {
  of: ofRational,
  apply: ({ name, evaluate }, [a, b = 0n, c = 0n]) =>
    Object.hasOwn(operations, name)
      ? operations[name](a, b, c)
      : fromFloat(evaluate(toFloat(a), toFloat(b), toFloat(c))),
  toNumber: toFloat,
}

/** The numbers of the reference interpreter. */
export const float64: Arithmetic<number> = {
  of: ({ n, d }) => Number(n) / Number(d),
  apply: ({ evaluate }, [a, b = 0, c = 0]) => evaluate(a, b, c),
  toNumber: (value) => value,
}
