/** Look something up in a tree. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { containerKind } from './container.ts'
import { describe } from './describe.ts'
import { childPath, type PathKey } from './path.ts'
import { parsePath } from './parsePath.ts'
import type { PathOf, PathValue } from './pathTypes.ts'

const hasKey = (container: unknown, key: PathKey): container is object =>
  containerKind(container) !== undefined &&
  typeof container === 'object' &&
  container !== null &&
  (Array.isArray(container)
    ? /^\d+$/u.test(String(key)) && Object.hasOwn(container, key)
    : Object.prototype.propertyIsEnumerable.call(container, key))

/**
 * The leaf or subtree at a path. With a tree type the path is checked at compile time, and the result has a type.
 *
 * @param path such as `layers[0].w`; `''` is the tree itself
 * @throws OptfuseError `structure-mismatch` naming how far the tree goes; `invalid-pattern` for what is no path
 * @example
 * getPath({ layers: [{ w: 1 }, { w: 2 }] }, 'layers[1].w') // 2
 */
export function getPath<P, Path extends string & ('' | PathOf<P>)>(tree: P, path: Path): PathValue<P, Path>
export function getPath(tree: unknown, path: string): unknown {
  let value = tree
  let reached = ''
  for (const key of parsePath(path)) {
    const next = childPath(reached, key)
    if (!hasKey(value, key)) {
      const got = containerKind(value) === undefined || Array.isArray(value) ? describe(value) : 'an object'
      const keys =
        got === 'an object' && typeof value === 'object' && value !== null
          ? ` with the keys ${Object.keys(value).join(', ')}`
          : ''
      throw new OptfuseError('structure-mismatch', `nothing is here: ${reached || 'the root'} is ${got}${keys}`, {
        path: next,
      })
    }
    const descriptor = Object.getOwnPropertyDescriptor(value, key)
    if (descriptor?.get !== undefined || descriptor?.set !== undefined)
      throw new OptfuseError('unsupported-leaf', 'a tree cannot hold a getter or setter', { path: next })
    value = descriptor?.value
    reached = next
  }
  return value
}
