/** Label leaves by patterns of their paths. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { compilePattern, type PathPattern } from './compilePattern.ts'
import { nodeKeys, nodePath, positionKeys, type TreeDef } from './treeDef.ts'

const refuseSubtreePattern = (def: TreeDef, pattern: PathPattern): void => {
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
 * The label of each position, in canonical order: that of the first pattern that matches its path.
 *
 * @throws OptfuseError `invalid-pattern` for a leaf that none matches, for a pattern that cannot be read, and for one that
 *   matches subtrees but no leaf
 */
export const labelsByPatterns = <V>(
  def: TreeDef,
  entries: readonly (readonly [string | PathPattern, V])[],
): readonly V[] => {
  const rules = entries.map(([pattern, label]) => ({
    pattern: typeof pattern === 'string' ? compilePattern(pattern) : pattern,
    label,
    used: false,
  }))
  const labels = def.positions.map((_, position): V => {
    const keys = positionKeys(def, position)
    const matching = rules.filter(({ pattern }) => pattern.matches(keys))
    for (const rule of matching) rule.used = true
    if (matching.length > 0) return matching[0].label
    throw new OptfuseError(
      'invalid-pattern',
      `no pattern matches this leaf; add one for it, or end with '**' for all the rest (the patterns are ${rules.map(({ pattern }) => JSON.stringify(pattern.source)).join(', ')}).`,
      { path: def.paths[position] },
    )
  })
  for (const { pattern, used } of rules) if (!used) refuseSubtreePattern(def, pattern)
  return labels
}
