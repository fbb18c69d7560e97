/** Trees that stop early: one value for a whole subtree. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { containerKind } from './container.ts'
import { describe } from './describe.ts'
import { flatten } from './flatten.ts'
import { childPath } from './path.ts'
import { nodeCode, NULL_CODE, type Code, type TreeDef } from './treeDef.ts'

const notPrefix = (path: string, expected: string, got: string): never => {
  throw new OptfuseError(
    'structure-mismatch',
    `not a prefix of the tree: expected ${expected}, got ${got}; give one value for a whole subtree, or the same keys as the tree has`,
    { path },
  )
}

/** Whether a value that is no container, or that the caller takes for one value, ends the prefix here. */
const endsHere = (value: unknown, isLeaf: ((value: unknown) => boolean) | undefined): boolean =>
  isLeaf === undefined ? value !== null && value !== undefined && containerKind(value) === undefined : isLeaf(value)

/** `broadcastPrefix` for a tree already taken apart. */
export function broadcastPrefixTo<V>(
  def: TreeDef,
  prefix: unknown,
  isLeaf: (value: unknown) => value is V,
): readonly V[]
export function broadcastPrefixTo(
  def: TreeDef,
  prefix: unknown,
  isLeaf?: (value: unknown) => boolean,
): readonly unknown[]
export function broadcastPrefixTo(
  def: TreeDef,
  prefix: unknown,
  isLeaf?: (value: unknown) => boolean,
): readonly unknown[] {
  const result: unknown[] = []
  const codes: Code[] = [def.root]
  const values: unknown[] = [prefix]
  const paths: string[] = ['']
  for (let code = codes.pop(); code !== undefined; code = codes.pop()) {
    const value = values.pop()
    const path = paths.pop() ?? ''
    if (endsHere(value, isLeaf)) {
      const count = code === NULL_CODE ? 0 : code >= 0 ? 1 : def.nodes[nodeCode(code)].end - result.length
      for (let i = 0; i < count; i++) result.push(value)
      continue
    }
    if (code === NULL_CODE) {
      if (value !== null) notPrefix(path, 'null or one value', describe(value))
      continue
    }
    if (code >= 0 || typeof value !== 'object' || value === null)
      return notPrefix(
        path,
        code >= 0 ? 'one value (the tree has a leaf here)' : 'a value or a subtree',
        describe(value),
      )
    const node = def.nodes[nodeCode(code)]
    const kind = containerKind(value)
    if (kind === undefined || (kind === 'array') !== (node.kind === 'array'))
      return notPrefix(path, node.kind === 'array' ? 'an array' : 'an object', describe(value))
    const keys = node.kind === 'array' ? node.codes.map((_, i) => i) : node.keys
    if (Array.isArray(value)) {
      if (value.length !== keys.length)
        return notPrefix(path, `an array of length ${keys.length}`, `one of length ${value.length}`)
    } else {
      const given = Object.keys(value)
      const known = new Set<unknown>(keys)
      const extra = given.find((key) => !known.has(key))
      if (extra !== undefined) return notPrefix(childPath(path, extra), 'nothing (extra key)', 'a value')
      const present = new Set<unknown>(given)
      const missing = keys.find((key) => !present.has(key))
      if (missing !== undefined) return notPrefix(childPath(path, missing), 'a value', 'nothing (missing key)')
    }
    for (let j = keys.length - 1; j >= 0; j--) {
      const descriptor = Object.getOwnPropertyDescriptor(value, keys[j])
      const below = childPath(path, keys[j])
      if (descriptor?.get !== undefined || descriptor?.set !== undefined)
        throw new OptfuseError('unsupported-leaf', 'a tree cannot hold a getter or setter', { path: below })
      codes.push(node.codes[j])
      values.push(descriptor?.value)
      paths.push(below)
    }
  }
  return result
}

/**
 * One value for each leaf of a tree, from a tree that may stop early: a value where the tree has a subtree holds for all
 * leaves of it.
 *
 * @param prefix values in the structure of the tree, or of its upper part; where the tree has null, null
 * @param tree the tree to cover
 * @param isLeaf what counts as a value of the prefix; by default everything but arrays, plain objects, null and undefined
 * @returns one value a position of the tree, in canonical order (that of `treePaths`, tied positions included)
 * @throws OptfuseError `structure-mismatch` naming the path where the prefix is none
 * @example
 * broadcastPrefix({ encoder: true, head: false }, { encoder: { b: 1, w: 2 }, head: 3 }) // [true, true, false]
 */
export function broadcastPrefix<V>(prefix: unknown, tree: unknown, isLeaf: (value: unknown) => value is V): readonly V[]
export function broadcastPrefix(
  prefix: unknown,
  tree: unknown,
  isLeaf?: (value: unknown) => boolean,
): readonly unknown[]
export function broadcastPrefix(
  prefix: unknown,
  tree: unknown,
  isLeaf?: (value: unknown) => boolean,
): readonly unknown[] {
  return broadcastPrefixTo(flatten(tree).def, prefix, isLeaf)
}
