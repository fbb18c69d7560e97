/** The leaves a slot is kept for. @module */
import type { Expr, LeafSet } from '../expr/index.ts'
import type { TreeDef } from '../pytree/index.ts'
import type { ProgramSlot } from './compose.ts'
import { truthOf } from './staticBranch.ts'

/** The part of a tree that holds the leaves of a slot. */
export interface Home {
  /** The tree, with null in place of the leaves outside. */
  readonly def: TreeDef
  /** Which leaves of the whole tree its leaves are. */
  readonly leaves: readonly number[]
}

type HomeOf = (slot: Pick<ProgramSlot, 'within' | 'prune'>) => Home

/** Whether a condition on what a leaf is holds for a leaf of a tree. */
export const holdsAt = (condition: Expr, def: TreeDef, leaf: number): boolean =>
  truthOf(condition, {
    rank: def.leaves[leaf].info.shape.length,
    isIn: (set: LeafSet) => set.membersOf(def)[leaf],
  }) === true

const remember = (def: TreeDef): HomeOf => {
  const whole: Home = { def, leaves: def.leaves.map((_, leaf) => leaf) }
  const known = new Map<Expr, Home>()
  return ({ within, prune }) => {
    if (within === undefined || prune === undefined) return whole
    const found = known.get(within)
    if (found !== undefined) return found
    const keep = def.leaves.map((_, leaf) => holdsAt(within, def, leaf))
    const made = { def: prune(def, keep), leaves: whole.leaves.filter((leaf) => keep[leaf]) }
    known.set(within, made)
    return made
  }
}

const homes = new WeakMap<TreeDef, HomeOf>()

/** For each slot, the leaves of a tree it is kept for; slots of one link share their answer. */
export const homesOf = (def: TreeDef): HomeOf => {
  const known = homes.get(def) ?? remember(def)
  homes.set(def, known)
  return known
}
