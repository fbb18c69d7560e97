/** Patterns over paths. @module */

import type { PathKey } from './path.ts'
import { parseSegments, type Segment } from './segments.ts'

/** A pattern that has been read. */
export interface PathPattern {
  /** The pattern as it was written. */
  readonly source: string
  /** Whether the pattern matches the whole of a path, given as its keys. */
  readonly matches: (keys: readonly PathKey[]) => boolean
}

const readStar = (word: string): Segment | string =>
  word === '*'
    ? { kind: 'one' }
    : word === '**'
      ? { kind: 'many' }
      : 'has a star inside a key (a star stands for a whole key, ** for any number)'

/**
 * Follows all readings at once: after each key, `reached[i]` says whether the first `i` segments can have matched the keys
 * so far. The time is keys times segments, whatever the pattern.
 */
const matchSegments = (segments: readonly Segment[], keys: readonly PathKey[]): boolean => {
  const skipMany = (reached: boolean[]): boolean[] => {
    segments.forEach(({ kind }, i) => {
      if (kind === 'many' && reached[i]) reached[i + 1] = true
    })
    return reached
  }
  let reached = skipMany(Array.from({ length: segments.length + 1 }, (_, i) => i === 0))
  for (const key of keys) {
    const next = reached.map(() => false)
    segments.forEach((segment, i) => {
      if (!reached[i]) return
      if (segment.kind === 'many') next[i] = true
      else if (segment.kind === 'one' || String(segment.key) === String(key)) next[i + 1] = true
    })
    reached = skipMany(next)
  }
  return reached[segments.length]
}

/**
 * Reads a path pattern: a path in which `*` stands for any one key or index and `**` for any number of them, none
 * included. An index may be written `[0]` or `.0`. A pattern matches whole paths: all of a subtree is `encoder.**`.
 *
 * @throws OptfuseError `invalid-pattern` saying at which character
 * @example
 * compilePattern('enc.*.w').matches(['enc', 0, 'w']) // true
 */
export const compilePattern = (pattern: string): PathPattern => {
  const segments = parseSegments(pattern, 'pattern', readStar)
  return Object.freeze({ source: pattern, matches: (keys: readonly PathKey[]) => matchSegments(segments, keys) })
}
