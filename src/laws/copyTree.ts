/** Copy trees and states. @module */
import { isTensor, tensor, type FloatArray } from '../pytree/index.ts'

/** How to copy. */
export interface CopyOptions {
  /** Whether one array in two places stays one array; otherwise every place gets its own. Default true. */
  readonly ties?: boolean
  /** Whether each object comes with its keys in reverse insertion order. Default false. */
  readonly reverseKeys?: boolean
  /** What becomes of a number. Default itself. */
  readonly number?: (value: number) => unknown
  /** Told of every array copied. */
  readonly onArray?: (copy: FloatArray) => void
}

/** A copy with frozen containers and arrays of its own. */
export const copyTree = (
  root: unknown,
  { ties = true, reverseKeys = false, number, onArray }: CopyOptions = {},
): unknown => {
  const copies = new Map<FloatArray, FloatArray>()
  const copyArray = (array: FloatArray): FloatArray => {
    const known = ties ? copies.get(array) : undefined
    if (known !== undefined) return known
    const copy = array.slice()
    copies.set(array, copy)
    onArray?.(copy)
    return copy
  }
  const copy = (value: unknown): unknown => {
    if (typeof value === 'number') return number === undefined ? value : number(value)
    if (value instanceof Float32Array || value instanceof Float64Array) return copyArray(value)
    if (isTensor(value)) return tensor(copyArray(value.data), value.shape)
    if (Array.isArray(value)) return Object.freeze(value.map(copy))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, item]) => [key, copy(item)] as const)
    return Object.freeze(Object.fromEntries(reverseKeys ? entries.toReversed() : entries))
  }
  return copy(root)
}
