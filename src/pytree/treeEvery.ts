/** Test the leaves of a tree. @module */

import { treeLeaves } from './treeLeaves.ts'
import type { LeafOf } from './treeTypes.ts'

/**
 * Whether a predicate holds for every leaf; true of a tree without leaves.
 *
 * @throws OptfuseError naming the path of what is no leaf
 * @example
 * treeEvery((leaf) => leaf > 0, { a: 1, b: [2, 3] }) // true
 */
export const treeEvery = <T>(predicate: (leaf: LeafOf<NoInfer<T>>) => boolean, tree: T): boolean =>
  treeLeaves(tree).every((leaf) => predicate(leaf))
