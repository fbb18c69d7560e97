/** A leaf from its numbers. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { dtypeOf } from './floatArray.ts'
import type { FloatArray } from './dtype.ts'
import type { LeafInfo } from './leaf.ts'
import { leafFrom } from './leafFrom.ts'

/**
 * A leaf of the kind and shape that `info` describes, holding `data`. The buffer is used as given, not copied; of a
 * number leaf the first element is taken.
 *
 * @param data as many elements as `info.size`, in `info.dtype`
 * @param like a leaf of the same foreign type; only foreign leaves need it
 * @throws OptfuseError `shape-mismatch` or `dtype-mismatch` when the data does not fit the info
 * @example
 * const info = leafInfo(tensor(new Float32Array(2), [1, 2]), '')
 * makeLeaf(info, Float32Array.of(3, 4)) // { data: Float32Array [3, 4], shape: [1, 2], 'optfuse.tensor': true }
 */
export const makeLeaf = (info: LeafInfo, data: FloatArray, like?: unknown): unknown => {
  if (data.length !== info.size)
    throw new OptfuseError(
      'shape-mismatch',
      `a leaf of shape [${info.shape.join(', ')}] needs ${info.size} elements, got ${data.length}`,
    )
  if (dtypeOf(data) !== info.dtype)
    throw new OptfuseError('dtype-mismatch', `a ${info.dtype} leaf needs ${info.dtype} data, got ${dtypeOf(data)}`)
  return leafFrom(info, data, like)
}
