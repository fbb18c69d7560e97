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

const functions = new WeakMap<object, number>()
let nextFunction = 0

/** A mask or labels as text: data by what it says, a function by which one it is. */
const textOf = (given: unknown): string =>
  JSON.stringify(given, (_, value: unknown) => {
    if (typeof value !== 'function') return value
    const number = functions.get(value) ?? nextFunction++
    functions.set(value, number)
    return { function: number }
  })

const [inside, outside] = ['inside', 'outside']

/** The leaves a mask chooses. */
export const maskSet = (transformation: string, mask: Mask): LeafSet => ({
  name: 'mask',
  by: { text: `mask ${textOf(mask)}`, label: inside, labels: [inside, outside] },
  membersOf: oncePerDef(transformation, (def) => maskLeaves(def, mask)),
})

/** The leaves that a mask does not choose. */
export const complement = ({ name, by, membersOf }: LeafSet): LeafSet => ({
  name: `not ${name}`,
  by: { ...by, label: by.label === inside ? outside : inside },
  membersOf: (def) => membersOf(def).map((each) => !each),
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
  const text = `labels ${textOf(labels)} of ${JSON.stringify(known)}`
  return known.map((label) => ({
    name: label,
    by: { text, label, labels: known },
    membersOf: oncePerDef(transformation, (def) => labelled(def).map((each) => each === label)),
  }))
}
