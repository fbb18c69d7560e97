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

/** Whether two values are plainly of one kind, which spares the words for it. */
const areAlike = (a: unknown, b: unknown): boolean =>
  isFloats(a)
    ? isFloats(b) && a.length === b.length && a instanceof Float32Array === b instanceof Float32Array
    : typeof a === 'number' && typeof b === 'number'

const entriesOf = (value: object): readonly (readonly [string, unknown])[] =>
  Array.isArray(value)
    ? value.map((item: unknown, i) => [`[${i}]`, item] as const)
    : Object.entries(value).map(([key, item]) => [`.${key}`, item] as const)

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
    const others = new Map(entriesOf(b))
    for (const [key, item] of entriesOf(a)) {
      const found = firstDifference(item, others.get(key), comparison, path + key)
      if (found !== undefined) return found
    }
    return undefined
  }
  return !comparison.bits || Object.is(a, b) ? undefined : `${path}: ${show(a)} in place of ${show(b)}`
}
