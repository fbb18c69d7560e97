/** Take a tree apart that most often is like the one before. @module */

import { firstOfTies } from './firstOfTies.ts'
import { flatten, type FlatTree } from './flatten.ts'
import type { TreeDef } from './treeDef.ts'
import { tryFlattenLike } from './tryFlattenLike.ts'

/** The structure of the tree before. */
let last: TreeDef | undefined

/**
 * What `flatten` gives, in a fraction of the time where the structure is that of the tree before: a loop takes steps on
 * trees that are all alike.
 *
 * @throws OptfuseError as `flatten` does
 */
export const flattenAgain = (tree: unknown): FlatTree => {
  const known = last && tryFlattenLike(last, tree)
  if (last === undefined || known === undefined) {
    const flat = flatten(tree)
    last = flat.def
    return flat
  }
  return { def: last, leaves: firstOfTies(last, known) }
}
