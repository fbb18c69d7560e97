/** Masks from path patterns. @module */

import type { PathPattern } from './compilePattern.ts'
import { flatten } from './flatten.ts'
import { labelsByPatterns } from './labelsByPatterns.ts'
import type { TreeDef } from './treeDef.ts'
import type { MapLeaves } from './treeTypes.ts'
import { unflatten } from './unflatten.ts'

/**
 * For each position of a def, in canonical order, whether any of the patterns matches its path.
 *
 * @param patterns such as `['enc.*.w', '**.bias']`; one that matches nothing is fine, unless it names a subtree
 * @throws OptfuseError `invalid-pattern` for what cannot be read, and for a pattern that matches subtrees but no leaf
 */
export const matchPositions = (def: TreeDef, patterns: readonly (string | PathPattern)[]): readonly boolean[] =>
  labelsByPatterns<boolean>(def, [...patterns.map((pattern) => [pattern, true] as const), ['**', false]])

/**
 * A tree of booleans like the given one: true where any of the patterns matches the path of the leaf. A mask is not a
 * parameter tree itself; `broadcastPrefix` reads it.
 *
 * @param patterns such as `['enc.*.w', '**.bias']`; one that matches nothing is fine, unless it names a subtree
 * @throws OptfuseError `invalid-pattern` for what cannot be read, and for a pattern that matches subtrees but no leaf
 * @example
 * maskFromPatterns({ enc: [{ w: 1, bias: 2 }], bias: 3 }, ['**.bias']) // { enc: [{ w: false, bias: true }], bias: true }
 */
export function maskFromPatterns<T>(tree: T, patterns: readonly (string | PathPattern)[]): MapLeaves<T, boolean>
export function maskFromPatterns(tree: unknown, patterns: readonly (string | PathPattern)[]): unknown {
  const { def } = flatten(tree)
  return unflatten(def, matchPositions(def, patterns))
}
