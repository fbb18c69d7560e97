/** Check that a tree is of a known structure. @module */

import { sameTies } from './sameTies.ts'
import type { TreeDef } from './treeDef.ts'
import { walkLike } from './walkLike.ts'

/**
 * The leaves of a tree, one a position, if it would flatten to this very def: same keys in the same insertion order, same
 * kind, dtype and shape of leaf, same ties. Otherwise `undefined`. Made to ask a cache whether a plan still fits.
 *
 * @example
 * const { def } = flatten({ w: 1, b: 2 })
 * tryFlattenLike(def, { w: 3, b: 4 }) // [4, 3]
 * tryFlattenLike(def, { b: 4, w: 3 }) // undefined
 */
export const tryFlattenLike = (def: TreeDef, tree: unknown): readonly unknown[] | undefined => {
  const leaves = walkLike(def, tree, 'exact')
  return leaves !== undefined && sameTies(def, leaves) ? leaves : undefined
}
