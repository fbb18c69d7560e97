/** The paths of a tree. @module */

import { flatten } from './flatten.ts'

/**
 * The path of each leaf, in the order of `treeLeaves`; of tied leaves the first.
 *
 * @throws OptfuseError naming the path of what is no leaf
 * @example
 * treePaths({ b: 2, a: [1, null] }) // ['a[0]', 'b']
 */
export const treePaths = (tree: unknown): readonly string[] => flatten(tree).def.leaves.map(({ path }) => path)
