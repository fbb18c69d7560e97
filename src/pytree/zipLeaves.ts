/** Walk several trees of one structure together. @module */

import { flatten } from './flatten.ts'
import { flattenLike } from './flattenLike.ts'
import { isTied } from './sameTies.ts'
import type { TreeDef } from './treeDef.ts'

/** The leaves of several trees that belong together. */
export interface Zipped {
  readonly def: TreeDef
  /** For each group of leaves that belong together, its first position. */
  readonly firsts: readonly number[]
  /** For each position, its group. */
  readonly groups: readonly number[]
  /** The leaves of one group, one a tree. */
  readonly leavesAt: (group: number) => readonly unknown[]
}

const isSame = (a: unknown, b: unknown): boolean => isTied(a, b) || (typeof a === 'number' && Object.is(a, b))

/**
 * The leaves of several trees, group by group in canonical order. Tied positions of the first tree are one group where the
 * other trees agree on them too: there the same leaf, or the same number.
 *
 * @param labels what each of `rest` is, for messages
 * @throws OptfuseError naming the path where a tree differs from the first
 */
export const zipLeaves = (
  tree: unknown,
  rest: readonly unknown[],
  labels: readonly string[],
  strictness: 'structure' | 'like',
): Zipped => {
  const { leaves, def } = flatten(tree)
  const others = rest.map((other, i) => flattenLike(def, other, labels[i], strictness))
  const { positions } = def
  const firsts: number[] = []
  const groups: number[] = []
  const groupsOfLeaf: number[][] = leaves.map(() => [])
  for (let i = 0; i < positions.length; i++) {
    const candidates = groupsOfLeaf[positions[i]]
    let group = candidates.find((g) => others.every((other) => isSame(other[firsts[g]], other[i])))
    if (group === undefined) {
      group = firsts.push(i) - 1
      candidates.push(group)
    }
    groups.push(group)
  }
  return {
    def,
    firsts,
    groups,
    leavesAt: (group) => {
      const at = firsts[group]
      return [leaves[positions[at]], ...others.map((other) => other[at])]
    },
  }
}
