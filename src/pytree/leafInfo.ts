/** Recognise leaves, or say why a value is none. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { describe } from './describe.ts'
import { typedArrayName } from './floatArray.ts'
import type { LeafInfo } from './leaf.ts'
import { foreignLeafOf } from './leafRegistry.ts'
import { isTensor } from './tensor.ts'
import { tryLeafInfo } from './tryLeafInfo.ts'

/** Throws the error for a value that cannot be a leaf. */
export const refuseLeaf = (value: unknown, path: string): never => {
  const array = typedArrayName(value)
  if (array !== undefined)
    throw new OptfuseError(
      'dtype-mismatch',
      `a leaf must hold float32 or float64 numbers, got ${describe(value)}; convert it with Float32Array.from(...)`,
      { path },
    )
  if (isTensor(value))
    throw new OptfuseError(
      'unsupported-leaf',
      `the tensor of shape [${value.shape.join(', ')}] has a buffer of ${value.data.length} elements; its buffer was detached or resized, make a new tensor`,
      { path },
    )
  foreignLeafOf(value)?.refuse(path, value)
  const remedy =
    value === undefined
      ? 'use null for an empty subtree, or leave the key out'
      : typeof value === 'object' || typeof value === 'function'
        ? 'give a number, Float32Array, Float64Array or tensor(...), or teach the library this type with registerLeaf'
        : 'give a number, Float32Array, Float64Array or tensor(...)'
  throw new OptfuseError('unsupported-leaf', `a tree cannot hold ${describe(value)}; ${remedy}`, { path })
}

/**
 * The kind, dtype, shape and size of a leaf.
 *
 * @param path where the leaf is, for the message
 * @throws OptfuseError `dtype-mismatch` for an array of integers; `unsupported-leaf` for everything else that is no leaf
 * @example
 * leafInfo(new Float32Array(3), 'w') // { kind: 'array', dtype: 'float32', shape: [3], size: 3 }
 */
export const leafInfo = (leaf: unknown, path: string): LeafInfo => tryLeafInfo(leaf) ?? refuseLeaf(leaf, path)
