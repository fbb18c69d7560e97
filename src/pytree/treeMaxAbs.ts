/** The maximum norm of a tree. @module */

import { flatten } from './flatten.ts'
import { readLeaf } from './readLeaf.ts'

/**
 * The largest absolute value of any element: the maximum norm. 0 for a tree without elements, NaN when any element is.
 *
 * @example
 * treeMaxAbs({ w: Float32Array.of(1, -4), b: 3 }) // 4
 */
export const treeMaxAbs = (tree: unknown): number => {
  let max = 0
  for (const leaf of flatten(tree).leaves) {
    const x = readLeaf(leaf)
    for (let i = 0; i < x.length; i++) {
      const magnitude = Math.abs(x[i])
      // Written so that a NaN is taken and then kept.
      if (magnitude > max || Number.isNaN(magnitude)) max = magnitude
    }
  }
  return max
}
