/** Masks from path patterns. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { compilePattern, type PathPattern } from './compilePattern.ts'
import { flatten } from './flatten.ts'
import { nodeKeys, nodePath, positionKeys, type TreeDef } from './treeDef.ts'
import type { MapLeaves } from './treeTypes.ts'
import { unflatten } from './unflatten.ts'

/** Refuse a pattern that matches a subtree but no leaf. */
export const refuseSubtreePattern = (def: TreeDef, pattern: PathPattern): void => {
  const index = def.nodes.findIndex((node, i) => node.end > node.start && pattern.matches(nodeKeys(def.nodes, i)))
  if (index < 0) return
  const path = nodePath(def.nodes, index)
  throw new OptfuseError(
    'invalid-pattern',
    `the pattern ${JSON.stringify(pattern.source)} matches no leaf, only a subtree; write ${JSON.stringify(pattern.source === '' ? '**' : `${pattern.source}.**`)} for all of its leaves`,
    { path },
  )
}

/**
 * For each position of a def, in canonical order, whether any of the patterns matches its path.
 *
 * @param patterns such as `['enc.*.w', '**.bias']`; one that matches nothing is fine, unless it names a subtree
 * @throws OptfuseError `invalid-pattern` for what cannot be read, and for a pattern that matches subtrees but no leaf
 */
export const matchPositions = (def: TreeDef, patterns: readonly (string | PathPattern)[]): readonly boolean[] => {
  const compiled = patterns.map((pattern) => (typeof pattern === 'string' ? compilePattern(pattern) : pattern))
  const used = compiled.map(() => false)
  const mask = def.positions.map((_, position) => {
    const keys = positionKeys(def, position)
    let matched = false
    compiled.forEach((pattern, i) => {
      if (!pattern.matches(keys)) return
      used[i] = true
      matched = true
    })
    return matched
  })
  compiled.forEach((pattern, i) => {
    if (!used[i]) refuseSubtreePattern(def, pattern)
  })
  return mask
}

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
