/** Check path patterns against the parameters they are for. @module */

import { nearest } from '../errors/nearest.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { flatten } from './flatten.ts'
import { labelsByPatterns } from './labelsByPatterns.ts'
import { matchPositions } from './maskFromPatterns.ts'
import type { CheckedPatterns } from './patternTypes.ts'

/** A record from path patterns to labels or booleans, or a list of patterns. */
type Patterns = Readonly<Record<string, string | boolean>> | readonly string[]

/** How many paths an error lists. */
const listed = 8

const hint = (pattern: string, paths: readonly string[]): string => {
  const near = nearest(pattern, paths)
  if (near !== undefined) return `Did you mean ${JSON.stringify(near)}?`
  const first = paths.slice(0, listed).join(', ')
  return `The leaves are ${first}${paths.length > listed ? ` and ${paths.length - listed} more` : ''}.`
}

const isList = (patterns: Patterns): patterns is readonly string[] => Array.isArray(patterns)

/**
 * Path patterns, checked against the parameters they are for, where a typing error in one would otherwise choose nothing
 * without a word.
 *
 * Each pattern must match a leaf, and a record of them must cover all leaves. Where the type of the parameters tells that a
 * pattern cannot match, it is a compile error that names it,
 * as in `MatchesNoLeaf<'block.**'>`: eight levels deep, wildcards included.
 *
 * @param params the parameters, or any tree of the same structure
 * @param patterns a record from patterns to labels, for `partition`, or to booleans, for `masked`; or a list of patterns
 * @returns the patterns as they were given
 * @throws OptfuseError `invalid-pattern` for a pattern that matches no leaf, only subtrees, or cannot be read, and for a
 *   leaf that no pattern of a record matches, naming it
 * @example
 * const params = { blocks: [{ w: 1, bias: 2 }], head: 3 }
 * patternsFor(params, { 'blocks.**.bias': 'plain', '**': 'decayed' }) // { 'blocks.**.bias': 'plain', '**': 'decayed' }
 */
export const patternsFor = <P, const R extends Patterns>(
  params: P,
  patterns: R & CheckedPatterns<P, NoInfer<R>>,
): R => {
  const { def } = flatten(params)
  const given: Patterns = patterns
  for (const pattern of isList(given) ? given : Object.keys(given)) {
    if (matchPositions(def, [pattern]).includes(true)) continue
    throw new OptfuseError(
      'invalid-pattern',
      `the pattern ${JSON.stringify(pattern)} matches no leaf of the parameters. ${hint(pattern, def.paths)}`,
    )
  }
  if (!isList(given)) labelsByPatterns(def, Object.entries(given))
  return patterns
}
