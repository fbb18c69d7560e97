/** Exact fractions of whole numbers. @module */

/** n/d in lowest terms, d above 0. */
export interface Rational {
  readonly n: bigint
  readonly d: bigint
}

const magnitude = (a: bigint): bigint => (a < 0n ? -a : a)

const greatestDivisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [magnitude(a), magnitude(b)]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** n/d brought to lowest terms; d must not be 0. */
export const rational = (n: bigint, d = 1n): Rational => {
  if (d === 1n) return { n, d }
  const divisor = greatestDivisor(n, d) * (d < 0n ? -1n : 1n)
  return { n: n / divisor, d: d / divisor }
}

export const zero = rational(0n)
export const one = rational(1n)

export const plus = (a: Rational, b: Rational): Rational =>
  a.d === 1n && b.d === 1n ? { n: a.n + b.n, d: 1n } : rational(a.n * b.d + b.n * a.d, a.d * b.d)
export const minus = (a: Rational): Rational => ({ n: -a.n, d: a.d })
export const times = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d)
/** 1/a; a must not be 0. */
export const reciprocal = (a: Rational): Rational => (a.n < 0n ? { n: -a.d, d: -a.n } : { n: a.d, d: a.n })
export const compare = (a: Rational, b: Rational): number => {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
export const isZero = (a: Rational): boolean => a.n === 0n
export const isOne = (a: Rational): boolean => a.n === 1n && a.d === 1n
export const isWhole = (a: Rational): boolean => a.d === 1n

const decimal = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/

/**
 * What a number says as it is written: 0.1 is 1/10, and not the binary fraction nearest to it. `undefined` for NaN and
 * infinities.
 */
export const fromNumber = (value: number): Rational | undefined => {
  if (Number.isSafeInteger(value)) return { n: BigInt(value), d: 1n }
  const match = decimal.exec(String(value))
  if (match === null) return undefined
  const [, sign, whole, fraction = '', exponent = '0'] = match
  const digits = BigInt(`${sign}${whole}${fraction}`)
  const power = Number(exponent) - fraction.length
  return power >= 0 ? rational(digits * 10n ** BigInt(power)) : rational(digits, 10n ** BigInt(-power))
}

/** A whole number as one, where it is small enough to count with. */
export const toCount = (a: Rational): number | undefined =>
  a.d === 1n && magnitude(a.n) < 1_000_000n ? Number(a.n) : undefined

/** The exact decimal, or else the fraction, as text. */
export const show = (a: Rational): string => {
  const near = Number(a.n) / Number(a.d)
  const read = fromNumber(near)
  return read !== undefined && compare(read, a) === 0 ? String(near) : a.d === 1n ? String(a.n) : `${a.n}/${a.d}`
}
