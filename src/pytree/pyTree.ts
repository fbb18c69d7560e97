/** A tree of anything. @module */

import { flatten } from './flatten.ts'
import type { TreeDef } from './treeDef.ts'
import { unflattenUnique } from './unflatten.ts'

/**
 * A tree seen as a structure and one value of type `A` for each of its unique leaves. Nested objects do not tell leaves from
 * containers when the leaves may be anything; this does, which is what makes mapping lawful.
 */
export interface PyTree<A> {
  /** The structure. */
  readonly def: TreeDef
  /** One value a leaf of `def.leaves`. */
  readonly values: readonly A[]
}

/**
 * A nested tree as a `PyTree` of its leaves.
 *
 * @throws OptfuseError naming the path of what is no leaf
 * @example
 * toPyTree({ b: 2, a: 1 }).values // [1, 2]
 */
export const toPyTree = (tree: unknown): PyTree<unknown> => {
  const { leaves, def } = flatten(tree)
  return { def, values: leaves }
}

/**
 * The nested tree of a `PyTree`; tied places share their value. The inverse of `toPyTree`.
 *
 * @example
 * fromPyTree(toPyTree({ b: 2, a: 1 })) // { b: 2, a: 1 }
 */
export const fromPyTree = <A>(tree: PyTree<A>): unknown => unflattenUnique(tree.def, tree.values)
