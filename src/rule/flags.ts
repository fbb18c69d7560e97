/** Truth values in a tree, one per leaf. @module */
import { OptfuseError, type ErrorPlace } from '../errors/OptfuseError.ts'
import type { TreeDef } from '../pytree/index.ts'
import { positionKeys } from '../pytree/treeDef.ts'

/** Reads the truth values of a tree, as 1 and 0, one a position of the def. */
export type ReadFlags = (def: TreeDef, tree: unknown, name: string, place: Required<ErrorPlace>) => readonly number[]

const partOf = (tree: unknown, key: PropertyKey): unknown =>
  typeof tree === 'object' && tree !== null ? Object.getOwnPropertyDescriptor(tree, key)?.value : undefined

/**
 * See `ReadFlags`.
 *
 * @param name what the slot is called, and `place` where it stands, for the message
 * @throws OptfuseError `invalid-state` naming the leaf where there is none
 */
export const readFlags: ReadFlags = (def, tree, name, { transformation, path }) =>
  def.paths.map((leaf, position) => {
    const flag = positionKeys(def, position).reduce(partOf, tree)
    if (typeof flag === 'boolean') return Number(flag)
    throw new OptfuseError('invalid-state', `slot ${name} must hold true or false for each leaf, got ${typeof flag}.`, {
      transformation,
      path: leaf === '' ? path : `${path}.${leaf}`,
    })
  })
