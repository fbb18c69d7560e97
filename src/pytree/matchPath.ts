/** Match a path against a pattern. @module */

import { compilePattern, type PathPattern } from './compilePattern.ts'
import { parsePath } from './parsePath.ts'

/**
 * Whether a pattern matches the whole of a path.
 *
 * @throws OptfuseError `invalid-pattern` when either cannot be read
 * @example
 * matchPath('**.bias', 'layers[0].bias') // true
 */
export const matchPath = (pattern: string | PathPattern, path: string): boolean =>
  (typeof pattern === 'string' ? compilePattern(pattern) : pattern).matches(parsePath(path))
