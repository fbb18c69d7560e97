/** Compare values of trees and states. @module */
import { isTensor } from '../pytree/index.ts'

/** How to compare. */
export interface Comparison {
  /** Whether to compare numbers bit for bit (NaN equal to NaN, 0 not equal to -0), or only what holds them. */
  readonly bits: boolean
}

const isFloats = (value: unknown): value is Float32Array | Float64Array =>
  value instanceof Float32Array || value instanceof Float64Array

const kindOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (isFloats(value)) return `${value instanceof Float32Array ? 'Float32Array' : 'Float64Array'} of ${value.length}`
  if (isTensor(value)) return `tensor [${value.shape.join(', ')}] on a ${kindOf(value.data)}`
  if (Array.isArray(value)) return `array of ${value.length}`
  if (typeof value !== 'object') return typeof value
  return `object with keys ${JSON.stringify(Object.keys(value).toSorted())}`
}

const sameKeys = (a: object, b: object): boolean => {
  const [keys, others] = [Object.keys(a), Object.keys(b)]
  return keys.length === others.length && keys.every((key, i) => key === others[i])
}

/** Whether two values are plainly of one kind, which spares the words for it. */
const areAlike = (a: unknown, b: unknown): boolean => {
  if (typeof a === 'number') return typeof b === 'number'
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (isTensor(a) || isTensor(b)) return false
  if (isFloats(a) || isFloats(b))
    return isFloats(a) && isFloats(b) && a.constructor === b.constructor && a.length === b.length
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length
  return sameKeys(a, b)
}

const differingElement = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i
  return -1
}

const show = (value: unknown): string => (Object.is(value, -0) ? '-0' : String(value))

/**
 * Where two trees or states first differ, as text beginning with the path, or `undefined` where they are alike. The
 * insertion order of keys does not count.
 */
export const firstDifference = (
  actual: unknown,
  expected: unknown,
  comparison: Comparison,
  path = '',
): string | undefined => {
  if (!areAlike(actual, expected)) {
    const [kind, expectedKind] = [kindOf(actual), kindOf(expected)]
    if (kind !== expectedKind) return `${path}: ${kind} in place of ${expectedKind}`
  }
  const [a, b] = [isTensor(actual) ? actual.data : actual, isTensor(expected) ? expected.data : expected]
  if (isFloats(a) && isFloats(b)) {
    const i = comparison.bits ? differingElement(a, b) : -1
    return i < 0 ? undefined : `${path}[${i}]: ${show(a[i])} in place of ${show(b[i])}`
  }
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    const others = new Map(Object.entries(b))
    for (const [key, item] of Object.entries(a)) {
      const found = firstDifference(
        item,
        others.get(key),
        comparison,
        Array.isArray(a) ? `${path}[${key}]` : `${path}.${key}`,
      )
      if (found !== undefined) return found
    }
    return undefined
  }
  return !comparison.bits || Object.is(a, b) ? undefined : `${path}: ${show(a)} in place of ${show(b)}`
}
