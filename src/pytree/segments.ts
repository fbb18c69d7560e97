/** The grammar that paths and path patterns share. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import type { PathKey } from './path.ts'

/** One step of a pattern: a certain key, any one key (`*`), or any number of keys (`**`). */
export type Segment =
  { readonly kind: 'key'; readonly key: PathKey } | { readonly kind: 'one' } | { readonly kind: 'many' }

/** A dotted name, an index, a quoted key or a bracketed star; sticky, so that nothing is skipped. */
const token =
  /(?<dot>\.?)(?<name>[^.[\]'"\s\\]+)|\[(?<index>\d+)\]|\[(?<star>\*\*?)\]|\[(?:'(?<single>(?:[^'\\]|\\.)*)'|"(?<double>(?:[^"\\]|\\.)*)")\]/suy

const invalid = (what: string, text: string, at: number, problem: string): never => {
  throw new OptfuseError(
    'invalid-pattern',
    `the ${what} ${JSON.stringify(text)} ${problem} at character ${at + 1}; write keys like layers[0].w, and quote odd keys like ['odd key']`,
  )
}

/**
 * Reads a path or a pattern into its segments.
 *
 * @param what what the text is, in words
 * @param star what a key with a star in it means, or what is wrong with it
 * @throws OptfuseError `invalid-pattern` saying at which character
 */
export const parseSegments = (
  text: string,
  what: string,
  star: (word: string) => Segment | string,
): readonly Segment[] => {
  const segments: Segment[] = []
  let at = 0
  while (at < text.length) {
    token.lastIndex = at
    const groups = token.exec(text)?.groups
    if (groups === undefined) return invalid(what, text, at, 'cannot be read')
    const { dot, name, index } = groups
    const quoted = groups.single ?? groups.double
    if (name !== undefined && (dot === '') !== (at === 0)) return invalid(what, text, at, 'has a misplaced dot')
    if (index !== undefined) segments.push({ kind: 'key', key: Number(index) })
    else if (quoted !== undefined) segments.push({ kind: 'key', key: quoted.replaceAll(/\\(.)/gsu, '$1') })
    else {
      const word = groups.star ?? name
      const segment = word.includes('*') ? star(word) : ({ kind: 'key', key: word } as const)
      if (typeof segment === 'string') return invalid(what, text, at, segment)
      segments.push(segment)
    }
    at = token.lastIndex
  }
  return segments
}
