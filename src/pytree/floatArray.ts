/** Recognise typed arrays, those of another realm included. @module */

import type { Dtype, FloatArray } from './dtype.ts'

const tagGetter = Reflect.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get

/** The class name of a typed array (`'Float32Array'`, `'Int8Array'` …), `undefined` for any other value. */
export const typedArrayName = (value: unknown): string | undefined => {
  const name: unknown = tagGetter === undefined ? undefined : Reflect.apply(tagGetter, value, [])
  return typeof name === 'string' ? name : undefined
}

const isForeignRealm = (value: unknown, name: string): boolean =>
  ArrayBuffer.isView(value) && typedArrayName(value) === name

/** Whether a value is a `Float32Array`, from this realm or another (`instanceof` alone fails across frames and test sandboxes). */
export const isFloat32Array = (value: unknown): value is Float32Array =>
  value instanceof Float32Array || isForeignRealm(value, 'Float32Array')

/** Whether a value is a `Float64Array`, from this realm or another. */
export const isFloat64Array = (value: unknown): value is Float64Array =>
  value instanceof Float64Array || isForeignRealm(value, 'Float64Array')

/** Whether a value is an array of floats this library computes on. */
export const isFloatArray = (value: unknown): value is FloatArray => isFloat32Array(value) || isFloat64Array(value)

/** The number format of an array of floats. */
export const dtypeOf = (array: FloatArray): Dtype => (isFloat32Array(array) ? 'float32' : 'float64')

/** A new zeroed array of a number format. */
export const newFloatArray = (dtype: Dtype, size: number): FloatArray =>
  dtype === 'float32' ? new Float32Array(size) : new Float64Array(size)
