/** Leave leaves out of a tree. @module */
import { NULL_CODE, type Code, type TreeDef } from './treeDef.ts'

/**
 * The structure of a tree with null in place of some of its leaves.
 *
 * @param keep for each unique leaf, whether it stays
 * @example
 * const { def } = flatten({ b: 1, w: 2 })
 * unflatten(pruneLeaves(def, [false, true]), [20]) // { b: null, w: 20 }
 */
export const pruneLeaves = (def: TreeDef, keep: readonly boolean[]): TreeDef => {
  /** How many of the leaves, and of the positions, before each one stay. */
  const newLeaf: number[] = []
  const newPosition: number[] = [0]
  let leaves = 0
  for (const kept of keep) newLeaf.push(kept ? leaves++ : -1)
  for (const leaf of def.positions) newPosition.push(newPosition[newPosition.length - 1] + (keep[leaf] ? 1 : 0))

  const pruned = (code: Code): Code => (code < 0 ? code : keep[def.positions[code]] ? newPosition[code] : NULL_CODE)
  const stays = <T>(values: readonly T[]): readonly T[] => values.filter((_, position) => keep[def.positions[position]])
  return Object.freeze({
    leaves: def.leaves.filter((_, leaf) => keep[leaf]),
    positions: stays(def.positions).map((leaf) => newLeaf[leaf]),
    paths: stays(def.paths),
    nodes: def.nodes.map((node) => ({
      ...node,
      codes: node.codes.map(pruned),
      insertionCodes: node.insertionCodes.map(pruned),
      start: newPosition[node.start],
      end: newPosition[node.end],
    })),
    root: pruned(def.root),
    owners: stays(def.owners),
    ownKeys: stays(def.ownKeys),
  })
}
