/** Compare which leaves are one. @module */

import { sameShape } from './shape.ts'
import { isTensor } from './tensor.ts'
import { tieTable } from './tieTable.ts'
import type { TreeDef } from './treeDef.ts'

/** Whether two leaves are the same parameter: one object, or two tensors with one buffer and one shape. */
export const isTied = (a: unknown, b: unknown): boolean =>
  typeof a !== 'number' && (a === b || (isTensor(a) && isTensor(b) && a.data === b.data && sameShape(a.shape, b.shape)))

/** Below this many leaves, comparing all pairs is faster than a hash table. */
const pairwiseLimit = 16

const allDistinct = (leaves: readonly unknown[]): boolean => {
  if (leaves.length <= pairwiseLimit) {
    for (let i = 1; i < leaves.length; i++) for (let j = 0; j < i; j++) if (isTied(leaves[i], leaves[j])) return false
    return true
  }
  const tiedTo = tieTable()
  return leaves.every((leaf, i) => tiedTo(leaf, i) === i)
}

/** Whether leaves, one a position, are tied exactly where those of the def are. */
export const sameTies = (def: TreeDef, leaves: readonly unknown[]): boolean => {
  const { positions } = def
  if (positions.length === def.leaves.length) return allDistinct(leaves)
  const first: unknown[] = []
  for (let i = 0; i < positions.length; i++) {
    const leaf = positions[i]
    if (leaf === first.length) first.push(leaves[i])
    else if (!isTied(first[leaf], leaves[i])) return false
  }
  return allDistinct(first)
}
