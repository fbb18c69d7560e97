/** Look for infinities and NaN. @module */

import type { FloatArray } from './dtype.ts'
import { flatten } from './flatten.ts'
import { readLeaf } from './readLeaf.ts'

const allFinite = (x: FloatArray): boolean => {
  for (let i = 0; i < x.length; i++) if (!Number.isFinite(x[i])) return false
  return true
}

/**
 * Whether no element is infinite or NaN; true of a tree without elements.
 *
 * @example
 * treeAllFinite({ w: [1, Infinity] }) // false
 */
export const treeAllFinite = (tree: unknown): boolean => flatten(tree).leaves.every((leaf) => allFinite(readLeaf(leaf)))
