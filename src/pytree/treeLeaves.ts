/** The leaves of a tree. @module */

import { flattenAgain } from './flattenAgain.ts'
import type { LeafOf } from './treeTypes.ts'

/**
 * The leaves of a tree in canonical order; tied leaves once.
 *
 * @throws OptfuseError naming the path of what is no leaf
 * @example
 * treeLeaves({ b: 2, a: [1, null] }) // [1, 2]
 */
export function treeLeaves<T>(tree: T): readonly LeafOf<T>[]
export function treeLeaves(tree: unknown): readonly unknown[] {
  return flattenAgain(tree).leaves
}
