/** Leaf types brought in from other stacks. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Dtype, FloatArray } from './dtype.ts'

/** How to treat values of another stack as leaves. */
export interface LeafType<T> {
  /** The name used in messages, such as `'tf.Tensor'`. */
  readonly name: string
  /** Whether a value is such a leaf. Asked of objects and functions that are no built-in leaf and no array. */
  readonly is: (value: unknown) => value is T
  /** The dimensions; `[]` for a scalar. */
  readonly shape: (value: T) => readonly number[]
  /** The number format. */
  readonly dtype: (value: T) => Dtype
  /** The elements in row-major order, in the leaf's dtype. May return the leaf's own buffer. */
  readonly read: (value: T) => FloatArray
  /** A new leaf holding `data`, otherwise like `like` (same shape, dtype, device …). Must not write to `like`. */
  readonly make: (data: FloatArray, like: T) => T
}

/** A registered leaf type with its value type forgotten; each function checks what it is given. */
export type ForeignLeaf = Omit<LeafType<unknown>, 'is'> & {
  /** Whether a value is such a leaf. */
  readonly is: (value: unknown) => boolean
}

/** The one list of this copy of the library. Replaced, never mutated, so that a walk under way keeps its view. */
let registered: readonly ForeignLeaf[] = []

const forget = <T>(type: LeafType<T>): ForeignLeaf => {
  const guard = (value: unknown): T => {
    if (type.is(value)) return value
    throw new OptfuseError('unsupported-leaf', `expected a leaf of the registered type ${type.name}, got another value`)
  }
  return Object.freeze({
    name: type.name,
    is: (value: unknown) => type.is(value),
    shape: (value: unknown) => type.shape(guard(value)),
    dtype: (value: unknown) => type.dtype(guard(value)),
    read: (value: unknown) => type.read(guard(value)),
    make: (data: FloatArray, like: unknown) => type.make(data, guard(like)),
  })
}

/**
 * Lets trees hold leaves of another type. The type registered first wins where two claim the same value.
 *
 * @param type how to recognise, read and rebuild such a leaf
 * @returns a function that takes the registration back
 * @example
 * class Box {
 *   readonly values: readonly number[]
 *   constructor(values: readonly number[]) {
 *     this.values = values
 *   }
 * }
 * const unregister = registerLeaf({
 *   name: 'Box',
 *   is: (value): value is Box => value instanceof Box,
 *   shape: (box) => [box.values.length],
 *   dtype: () => 'float64',
 *   read: (box) => Float64Array.from(box.values),
 *   make: (data) => new Box([...data]),
 * })
 * treeScale(2, { a: new Box([1, 2]) }) // { a: Box { values: [ 2, 4 ] } }
 * unregister()
 */
export const registerLeaf = <T>(type: LeafType<T>): (() => void) => {
  const entry = forget(type)
  registered = [...registered, entry]
  return () => {
    registered = registered.filter((other) => other !== entry)
  }
}

/** The registered type that claims a value. */
export const foreignLeafOf = (value: unknown): ForeignLeaf | undefined => {
  if (registered.length === 0 || Array.isArray(value)) return undefined
  if (typeof value === 'function' || (typeof value === 'object' && value !== null))
    for (const type of registered) if (type.is(value)) return type
  return undefined
}
