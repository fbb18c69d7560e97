/** Recognise leaves without throwing. @module */

import { dtypeOf, isFloat32Array, isFloat64Array } from './floatArray.ts'
import type { LeafInfo } from './leaf.ts'
import { foreignLeafOf } from './leafRegistry.ts'
import { shapeSize } from './shape.ts'
import { isTensor } from './tensor.ts'

const numberInfo: LeafInfo = Object.freeze({ kind: 'number', dtype: 'float64', shape: Object.freeze([]), size: 1 })

/** The info of a leaf, or `undefined` when the value is no leaf. */
export const tryLeafInfo = (value: unknown): LeafInfo | undefined => {
  if (typeof value === 'number') return numberInfo
  if (isFloat32Array(value)) return { kind: 'array', dtype: 'float32', shape: [value.length], size: value.length }
  if (isFloat64Array(value)) return { kind: 'array', dtype: 'float64', shape: [value.length], size: value.length }
  if (isTensor(value)) {
    const { data, shape } = value
    // A buffer that was detached or resized no longer holds what the shape says.
    return shapeSize(shape) === data.length
      ? { kind: 'tensor', dtype: dtypeOf(data), shape, size: data.length }
      : undefined
  }
  return foreignLeafOf(value)?.info(value)
}
