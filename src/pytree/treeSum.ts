/** Sum a tree. @module */

import { flatten } from './flatten.ts'
import { readLeaf } from './readLeaf.ts'

/**
 * The sum of all elements, accumulated in float64; tied leaves count once.
 *
 * @example
 * treeSum({ w: Float32Array.of(1, 2), b: 3 }) // 6
 */
export const treeSum = (tree: unknown): number => {
  let sum = 0
  for (const leaf of flatten(tree).leaves) {
    const x = readLeaf(leaf)
    for (let i = 0; i < x.length; i++) sum += x[i]
  }
  return sum
}
