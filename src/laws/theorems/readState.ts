/** Read a state's numbers by the name of their slot. @module */
import { compose } from '../../compile/index.ts'
import { readLeaf, treeLeaves } from '../../pytree/index.ts'
import type { Definition } from '../../rule/index.ts'

/** One slot of a transformation's state. */
export interface SlotPlace {
  readonly name: string
  /** Where it stands in the state, such as `[0].mu`. */
  readonly path: string
  readonly keys: readonly (number | string)[]
}

/** The slots of a transformation's state. */
export const slotPlaces = (definition: Definition): readonly SlotPlace[] => {
  const { links, slots } = compose(definition)
  return slots.map(({ owner, name }) => {
    const keys = [...links[owner].path, name]
    return {
      name,
      keys,
      path: keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join(''),
    }
  })
}

/** The slot of that name, where only one has it, or of that path. */
export const findSlot = (places: readonly SlotPlace[], name: string): SlotPlace | undefined => {
  const byPath = places.find(({ path }) => path === name)
  const named = places.filter((place) => `.${place.name}` === name)
  return byPath ?? (named.length === 1 ? named[0] : undefined)
}

/** The numbers of a slot, one per element, or one for all. */
export const readSlot = (state: unknown, { keys }: SlotPlace): readonly number[] => {
  const value = keys.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? Object.entries(at).find(([k]) => k === String(key))?.[1] : at,
    state,
  )
  return typeof value === 'number' ? [value] : numbersOf(value)
}

/** The numbers of a tree, in canonical order. */
export const numbersOf = (tree: unknown): readonly number[] => {
  const numbers: number[] = []
  for (const leaf of treeLeaves(tree)) for (const element of readLeaf(leaf)) numbers.push(element)
  return numbers
}
