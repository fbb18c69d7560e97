/** Map over the leaves of trees, knowing where they are. @module */

import type { LeafOf, MapLeaves } from './treeTypes.ts'
import { unflatten } from './unflatten.ts'
import { zipLeaves } from './zipLeaves.ts'

/**
 * Applies a function to each leaf and its path, together with the leaves at the same path in other trees.
 *
 * The other trees must have the structure of the first; their leaves may differ in dtype and shape. Tied leaves are mapped
 * once, at their first path, and share the result, unless the other trees tell them apart.
 *
 * @param f gets the path, such as `layers[0].w`, and one leaf a tree; may return anything
 * @throws OptfuseError `structure-mismatch` naming the path
 * @example
 * treeMapWithPath((path, leaf) => `${path} = ${leaf}`, { a: [1, 2] }) // { a: ['a[0] = 1', 'a[1] = 2'] }
 */
export function treeMapWithPath<T, R extends readonly unknown[], U>(
  f: (path: string, leaf: LeafOf<NoInfer<T>>, ...rest: { [K in keyof R]: LeafOf<NoInfer<R[K]>> }) => U,
  tree: T,
  ...rest: R
): MapLeaves<T, U>
export function treeMapWithPath(
  f: (path: string, ...leaves: readonly unknown[]) => unknown,
  tree: unknown,
  ...rest: readonly unknown[]
): unknown {
  const labels = rest.map((_, i) => `tree ${i + 2}`)
  const { def, firsts, groups, leavesAt } = zipLeaves(tree, rest, labels, 'structure')
  const values = firsts.map((position, group) => f(def.paths[position], ...leavesAt(group)))
  return unflatten(
    def,
    groups.map((group) => values[group]),
  )
}
