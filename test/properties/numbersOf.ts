/** The numbers of trees, and how far apart they are. @module */
import { readLeaf, treeLeaves } from '../../src/pytree/index.ts'

/** Every number of a tree, in canonical order. */
export const numbersOf = (tree: unknown): readonly number[] => treeLeaves(tree).flatMap((leaf) => [...readLeaf(leaf)])

/** The largest finite magnitude among the numbers of trees; 0 when there is none. */
export const largest = (...trees: readonly unknown[]): number =>
  trees
    .flatMap(numbersOf)
    .filter(Number.isFinite)
    .reduce((most, x) => Math.max(most, Math.abs(x)), 0)

const apart = (x: number, y: number): number => (x === y || Object.is(x, y) ? 0 : Math.abs(x - y))

/** The largest difference between the numbers of two trees; none between NaN and NaN, NaN between NaN and a number. */
export const distance = (a: unknown, b: unknown): number => {
  const others = numbersOf(b)
  return numbersOf(a).reduce((most, x, i) => Math.max(most, apart(x, others[i])), 0)
}
