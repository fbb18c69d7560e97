/** Leaf types brought in from other stacks. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { describe } from './describe.ts'
import type { Dtype, FloatArray } from './dtype.ts'
import { isFloatArray } from './floatArray.ts'
import type { LeafInfo } from './leaf.ts'
import { changeRegistered, type ForeignLeaf } from './leafRegistry.ts'
import { isShape, shapeSize } from './shape.ts'

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

const forget = <T>(type: LeafType<T>): ForeignLeaf => {
  const refuse = (what: string, path?: string): never => {
    throw new OptfuseError('unsupported-leaf', what, { path })
  }
  const guard = (value: unknown): T =>
    type.is(value) ? value : refuse(`expected a leaf of the registered type ${type.name}, got another value`)
  const entry: ForeignLeaf = Object.freeze({
    name: type.name,
    is: (value: unknown) => type.is(value),
    info: (value: unknown): LeafInfo | undefined => {
      const dtype: unknown = type.dtype(guard(value))
      const shape = type.shape(guard(value))
      if ((dtype !== 'float32' && dtype !== 'float64') || !isShape(shape)) return undefined
      return { kind: 'foreign', dtype, shape: [...shape], size: shapeSize(shape), foreign: entry }
    },
    refuse: (path: string, value: unknown) => {
      const dtype: unknown = type.dtype(guard(value))
      const fault =
        dtype === 'float32' || dtype === 'float64'
          ? 'a shape that is not a list of whole, non-negative dimensions'
          : `a dtype other than 'float32' and 'float64', ${show(dtype)}; convert the leaf, or leave it out`
      return refuse(`the registered leaf type ${type.name} gave ${fault}`, path)
    },
    read: (value: unknown) => {
      const data: unknown = type.read(guard(value))
      return isFloatArray(data)
        ? data
        : refuse(
            `read of the registered leaf type ${type.name} must return a Float32Array or a Float64Array, got ${describe(data)}`,
          )
    },
    make: (data: FloatArray, like: unknown) =>
      like === undefined
        ? refuse('a foreign leaf can only be made like another one; pass it as `like`')
        : type.make(data, guard(like)),
  })
  return entry
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
  changeRegistered((known) => [...known, entry])
  return () => {
    changeRegistered((known) => known.filter((other) => other !== entry))
  }
}
