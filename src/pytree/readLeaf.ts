/** The numbers of a leaf. @module */

import { isFloatArray } from './floatArray.ts'
import type { FloatArray } from './dtype.ts'
import { refuseLeaf } from './leafInfo.ts'
import { foreignLeafOf } from './leafRegistry.ts'
import { isTensor } from './tensor.ts'

/**
 * The elements of a leaf in row-major order. A number comes as a fresh `Float64Array` of one; every other leaf gives its
 * own buffer, not a copy, so the result is only to be read.
 *
 * @throws OptfuseError for a value that is no leaf
 * @example
 * readLeaf(2.5) // Float64Array [2.5]
 */
export const readLeaf = (leaf: unknown): FloatArray => {
  if (typeof leaf === 'number') return Float64Array.of(leaf)
  if (isFloatArray(leaf)) return leaf
  if (isTensor(leaf)) return leaf.data
  return foreignLeafOf(leaf)?.read(leaf) ?? refuseLeaf(leaf, '')
}
