/** Tie gradients where the state does. @module */
import { flatten, flattenLike, readLeaf, unflatten } from '../pytree/index.ts'
import { leafFrom } from '../pytree/leafFrom.ts'
import { sameTies } from '../pytree/sameTies.ts'
import type { Home } from './homes.ts'
import type { Plan } from './plan.ts'

/** The moments of the leaves in a home, as a state holds them. */
export interface Kept {
  readonly home: Home
  readonly tree: unknown
  /** Where in the state they stand. */
  readonly label: string
}

/**
 * A tree like the gradients whose leaves are tied where those of the moments are and nowhere else, or `undefined` when the
 * plan, which was made for the gradients, has these ties already. Moments were made like the parameters; one array as the
 * gradient of two parameters does not tie them.
 */
export const tiedLike = ({ def }: Plan, gradients: unknown, kept: readonly Kept[]): unknown => {
  const isUntied = def.positions.length === def.leaves.length
  const fits = ({ home, tree, label }: Kept): boolean => sameTies(home.def, flattenLike(home.def, tree, label))
  if (isUntied && kept.every(fits)) return undefined
  const firstPlace = new Map<string, string>()
  for (const { tree } of kept) {
    const { paths, positions, leaves } = flatten(tree).def
    positions.forEach((leaf, i) => firstPlace.set(paths[i], leaves[leaf].path))
  }
  const made = new Map<string, unknown>()
  const leaves = flattenLike(def, gradients, 'gradients').map((leaf, i) => {
    const path = firstPlace.get(def.paths[i]) ?? def.paths[i]
    const known = made.get(path) ?? leafFrom(def.leaves[def.positions[i]].info, readLeaf(leaf).slice())
    made.set(path, known)
    return known
  })
  return unflatten(def, leaves)
}
