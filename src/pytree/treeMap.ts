/** Map over the leaves of trees. @module */

import { treeMapWithPath } from './treeMapWithPath.ts'
import type { LeafOf, MapLeaves } from './treeTypes.ts'

/**
 * Applies a function to each leaf, together with the leaves at the same path in other trees.
 *
 * The other trees must have the structure of the first; their leaves may differ in dtype and shape. Tied leaves are mapped
 * once and share the result, unless the other trees tell them apart.
 *
 * @param f gets one leaf a tree; may return anything
 * @throws OptfuseError `structure-mismatch` naming the path
 * @example
 * treeMap((x, y) => x + y, { a: 1, b: [2] }, { b: [20], a: 10 }) // { a: 11, b: [22] }
 */
export function treeMap<T, R extends readonly unknown[], U>(
  f: (leaf: LeafOf<NoInfer<T>>, ...rest: { [K in keyof R]: LeafOf<NoInfer<R[K]>> }) => U,
  tree: T,
  ...rest: R
): MapLeaves<T, U>
export function treeMap(
  f: (...leaves: readonly unknown[]) => unknown,
  tree: unknown,
  ...rest: readonly unknown[]
): unknown {
  return treeMapWithPath((_path: string, ...leaves: readonly unknown[]) => f(...leaves), tree, ...rest)
}
