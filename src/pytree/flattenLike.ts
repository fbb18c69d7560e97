/** Take a tree apart along the structure of another. @module */

import { explainMismatch } from './explainMismatch.ts'
import type { TreeDef } from './treeDef.ts'
import { walkLike, type Strictness } from './walkLike.ts'

/**
 * The leaves of a tree that should be like the one a def was made from: one leaf a position, in canonical order, tied
 * or not. The order of keys is irrelevant. Dtype and shape must agree; storage need not, so a `Float32Array` fits a
 * rank-1 tensor. Shapes never broadcast.
 *
 * @param label what the tree is, for the message, such as `gradients` or `state.mu`
 * @param strictness `'structure'` to compare containers only and let leaves differ in dtype and shape
 * @throws OptfuseError `structure-mismatch`, `shape-mismatch` or `dtype-mismatch`, naming the path and what was expected
 * @example
 * const { def } = flatten({ w: 1, b: 2 })
 * flattenLike(def, { w: 3, b: 4 }, 'gradients') // [4, 3]
 */
export const flattenLike = (
  def: TreeDef,
  tree: unknown,
  label: string,
  strictness: Exclude<Strictness, 'exact'> = 'like',
): readonly unknown[] => walkLike(def, tree, strictness) ?? explainMismatch(def, tree, label, strictness)
