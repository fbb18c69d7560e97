/** The inner product of trees. @module */

import { readLeaf } from './readLeaf.ts'
import { zipLeaves } from './zipLeaves.ts'

/**
 * The inner product of two trees, accumulated in float64. A tied leaf of `a` counts once, unless `b` tells its places apart.
 *
 * @throws OptfuseError `structure-mismatch`, `shape-mismatch` or `dtype-mismatch` naming the path
 * @example
 * treeVdot({ w: Float32Array.of(1, 2), b: 3 }, { w: Float32Array.of(4, 5), b: 6 }) // 32
 */
export const treeVdot = (a: unknown, b: unknown): number => {
  const { firsts, leavesAt } = zipLeaves(a, [b], ['tree 2'], 'like')
  let sum = 0
  for (let group = 0; group < firsts.length; group++) {
    const [x, y] = leavesAt(group).map(readLeaf)
    for (let i = 0; i < x.length; i++) sum += x[i] * y[i]
  }
  return sum
}
