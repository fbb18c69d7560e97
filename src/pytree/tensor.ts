/** A flat buffer with a shape. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { isFloatArray } from './floatArray.ts'
import type { FloatArray } from './dtype.ts'
import { isShape, shapeSize } from './shape.ts'

/** A key and no symbol: it is kept by `structuredClone`, on the way to a worker, and known to other copies of the library. */
const brand = 'optfuse.tensor'

/** A leaf with a shape. Made by `tensor`; a hand-written `{ data, shape }` is an ordinary subtree. */
export interface Tensor<D extends FloatArray = FloatArray> {
  /** The elements in row-major order. */
  readonly data: D
  /** The dimensions; `[]` for a scalar. */
  readonly shape: readonly number[]
}

/** Wraps a buffer already known to fit the shape. */
export const tensorUnchecked = <D extends FloatArray>(data: D, shape: readonly number[]): Tensor<D> =>
  Object.freeze({ data, shape, [brand]: true })

/**
 * A leaf with a shape: rules that work along axes need one, and shapes are compared exactly, never broadcast.
 * The record and its shape are frozen; the buffer is used as given, not copied. `structuredClone` and `postMessage` keep it a
 * tensor.
 *
 * @param data the elements in row-major order, a `Float32Array` or `Float64Array`
 * @param shape the dimensions, whole and non-negative; their product is `data.length`
 * @throws OptfuseError `shape-mismatch` when the product of the shape is not the length; `dtype-mismatch` when `data` is not
 * an array of floats
 * @example
 * tensor(new Float32Array(6), [2, 3]).shape // [2, 3]
 */
export const tensor = <D extends FloatArray>(data: D, shape: readonly number[]): Tensor<D> => {
  const given: unknown = shape
  if (!isFloatArray(data))
    throw new OptfuseError(
      'dtype-mismatch',
      'tensor expects a Float32Array or a Float64Array as data; convert it with Float32Array.from(data)',
    )
  if (!isShape(given))
    throw new OptfuseError(
      'shape-mismatch',
      `tensor expects a shape of whole, non-negative dimensions, got ${Array.isArray(given) ? `[${given.join(', ')}]` : String(given)}`,
    )
  const size = shapeSize(shape)
  if (size !== data.length)
    throw new OptfuseError(
      'shape-mismatch',
      `tensor got ${data.length} elements for the shape [${shape.join(', ')}], which holds ${size}; give a shape whose product is ${data.length}`,
    )
  return tensorUnchecked(data, Object.freeze([...shape]))
}

/** Whether a value was made by `tensor`, in this copy of the library or another. */
export const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && brand in value && 'data' in value && isFloatArray(value.data)
