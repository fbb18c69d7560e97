/** Choose leaves of a tree. @module */
import { matchPositions } from './maskFromPatterns.ts'
import { labelLeaves, labelPerLeaf, type Labels } from './labelLeaves.ts'
import type { TreeDef } from './treeDef.ts'

/**
 * Which leaves: a tree of booleans like the parameters, or of one boolean for a whole subtree; a list of path patterns,
 * true where any matches; a record from path patterns to booleans, of which the first that matches counts; or a function
 * of a leaf's path, shape and dtype.
 */
export type Mask = Labels<boolean> | readonly string[]

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

const isPatternList = (mask: Mask): mask is readonly string[] =>
  Array.isArray(mask) && mask.every((each) => typeof each === 'string')

/**
 * For each unique leaf of a tree, whether it is chosen.
 *
 * @throws OptfuseError naming the path, as `labelLeaves` does
 * @example
 * const { def } = flatten({ enc: { w: 1, bias: 2 }, head: 3 })
 * maskLeaves(def, ['enc.**']) // [true, true, false]
 */
export const maskLeaves = (def: TreeDef, mask: Mask): readonly boolean[] =>
  isPatternList(mask)
    ? labelPerLeaf(def, matchPositions(def, mask))
    : labelLeaves(def, mask, isBoolean, 'true or false')
