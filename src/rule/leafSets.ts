/** Sets of leaves from masks and labels. @module */
import { named } from '../errors/named.ts'
import { didYouMean } from '../errors/nearest.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { LeafSet } from '../expr/index.ts'
import { labelLeaves, maskLeaves, type Labels, type Mask, type TreeDef } from '../pytree/index.ts'

/** Decide once a structure, and name the transformation in what goes wrong. */
const oncePerDef = <T>(transformation: string, decide: (def: TreeDef) => T): ((def: TreeDef) => T) => {
  const known = new WeakMap<TreeDef, T>()
  return (def) => {
    const found = known.get(def)
    if (found !== undefined) return found
    const made = named({ transformation }, () => decide(def))
    known.set(def, made)
    return made
  }
}

/** The leaves a mask chooses. */
export const maskSet = (transformation: string, mask: Mask): LeafSet => ({
  name: 'mask',
  membersOf: oncePerDef(transformation, (def) => maskLeaves(def, mask)),
})

/** The leaves outside a set. */
export const complement = ({ name, membersOf }: LeafSet): LeafSet => ({
  name: `not ${name}`,
  membersOf: (def) => membersOf(def).map((inside) => !inside),
})

/**
 * The leaves under each of the known labels; a leaf with another one is refused.
 *
 * @param known all labels there may be
 */
export const labelSets = (
  transformation: string,
  labels: Labels<string>,
  known: readonly string[],
): readonly LeafSet[] => {
  const isText = (value: unknown): value is string => typeof value === 'string'
  const labelled = oncePerDef(transformation, (def) => {
    const found = labelLeaves(def, labels, isText, 'a label')
    const stray = found.findIndex((label) => !known.includes(label))
    if (stray < 0) return found
    throw new OptfuseError(
      'invalid-option',
      `there is no transformation for the label ${JSON.stringify(found[stray])}.${didYouMean(found[stray], known)}`,
      { path: def.leaves[stray].path },
    )
  })
  return known.map((label) => ({
    name: label,
    membersOf: oncePerDef(transformation, (def) => labelled(def).map((each) => each === label)),
  }))
}
