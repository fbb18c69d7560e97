/** The numbers of trees, and how far apart they are. @module */
import { readLeaf, treeLeaves } from '../../src/pytree/index.ts'

/** Every number of a tree, in canonical order. */
export const numbersOf = (tree: unknown): readonly number[] => treeLeaves(tree).flatMap((leaf) => [...readLeaf(leaf)])

/** The largest magnitude among the numbers of trees; 0 when there is none. */
export const largest = (...trees: readonly unknown[]): number =>
  trees.flatMap(numbersOf).reduce((most, x) => Math.max(most, Math.abs(x)), 0)

/** The largest difference between the numbers of two trees; NaN when either holds NaN. */
export const distance = (a: unknown, b: unknown): number => {
  const others = numbersOf(b)
  return numbersOf(a).reduce((most, x, i) => Math.max(most, Math.abs(x - others[i])), 0)
}
