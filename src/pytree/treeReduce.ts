/** Fold the leaves of a tree. @module */

import { treeLeaves } from './treeLeaves.ts'
import type { LeafOf } from './treeTypes.ts'

/**
 * Folds the leaves in canonical order; tied leaves count once.
 *
 * @throws OptfuseError naming the path of what is no leaf
 * @example
 * treeReduce((sum, leaf) => sum + leaf, 0, { a: 1, b: [2, 3] }) // 6
 */
export const treeReduce = <T, B>(f: (accumulated: B, leaf: LeafOf<NoInfer<T>>) => B, initial: B, tree: T): B => {
  let accumulated = initial
  for (const leaf of treeLeaves(tree)) accumulated = f(accumulated, leaf)
  return accumulated
}
