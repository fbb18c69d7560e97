/** Read and write paths. @module */

import { childPath, type PathKey } from './path.ts'
import { parseSegments } from './segments.ts'

/**
 * The keys of a path. Array indices in brackets become numbers.
 *
 * @throws OptfuseError `invalid-pattern` saying at which character
 * @example
 * parsePath("layers[0]['odd key'].w") // ['layers', 0, 'odd key', 'w']
 */
export const parsePath = (path: string): readonly PathKey[] =>
  parseSegments(path, 'path', () => 'has a wildcard, which only patterns may have,').map((segment) =>
    segment.kind === 'key' ? segment.key : '',
  )

/**
 * The path of keys: numbers in brackets, plain names after dots, all else quoted. The inverse of `parsePath`.
 *
 * @example
 * formatPath(['layers', 0, 'odd key', 'w']) // "layers[0]['odd key'].w"
 */
export const formatPath = (keys: readonly PathKey[]): string => keys.reduce<string>(childPath, '')
