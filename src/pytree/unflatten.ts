/** Put a tree together. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { roomFor } from './roomFor.ts'
import { nodeCode, NULL_CODE, type TreeDef, type TreeNode } from './treeDef.ts'

const emptyContainer = (node: TreeNode): Record<PropertyKey, unknown> | unknown[] => {
  if (node.kind === 'array') return []
  const bare: Record<PropertyKey, unknown> = node.kind === 'bare' ? Object.create(null) : {}
  return bare
}

/** Assigns a key as an own property, `__proto__` included. */
const setKey = (container: Record<PropertyKey, unknown>, key: string, value: unknown): void => {
  if (key === '__proto__')
    Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true })
  else container[key] = value
}

/** Rebuilds from one value a position, or, given `positions`, from one value a unique leaf. */
const build = (def: TreeDef, values: readonly unknown[], positions: readonly number[] | undefined): unknown => {
  const { nodes, root } = def
  const valueAt = (position: number): unknown => values[positions === undefined ? position : positions[position]]
  if (root === NULL_CODE) return null
  if (root >= 0) return valueAt(root)
  const containers = roomFor<Record<PropertyKey, unknown> | unknown[]>(nodes.length)
  containers[0] = emptyContainer(nodes[0])
  for (let i = 0; i < nodes.length; i++) {
    const container = containers[i]
    const codes = nodes[i].insertionCodes
    const keys = nodes[i].insertionKeys
    const isArray = Array.isArray(container)
    for (let j = 0; j < codes.length; j++) {
      const code = codes[j]
      let value: unknown = null
      if (code >= 0) value = valueAt(code)
      else if (code !== NULL_CODE) value = containers[nodeCode(code)] = emptyContainer(nodes[nodeCode(code)])
      if (isArray) container[j] = value
      else setKey(container, keys[j], value)
    }
  }
  return containers[0]
}

const checkCount = (got: number, expected: number, what: string): void => {
  if (got !== expected)
    throw new OptfuseError('structure-mismatch', `expected ${expected} values, one a ${what}, got ${got}`)
}

/**
 * A tree of the def's structure, with its keys in their insertion order, from one value a position. Values need not be
 * leaves.
 *
 * @param values one a position, in canonical order
 * @throws OptfuseError `structure-mismatch` when there are more or fewer values than positions
 * @example
 * const { def } = flatten({ w: 1, b: 2 })
 * unflatten(def, [20, 10]) // { w: 10, b: 20 }
 */
export const unflatten = (def: TreeDef, values: readonly unknown[]): unknown => {
  checkCount(values.length, def.positions.length, 'position')
  return build(def, values, undefined)
}

/**
 * Like `unflatten`, from one value a unique leaf; tied places share their value.
 *
 * @param values one a leaf of `def.leaves`
 * @throws OptfuseError `structure-mismatch` when there are more or fewer values than unique leaves
 * @example
 * const w = Float32Array.of(1)
 * const { def } = flatten({ encoder: w, decoder: w })
 * unflattenUnique(def, ['one']) // { encoder: 'one', decoder: 'one' }
 */
export const unflattenUnique = (def: TreeDef, values: readonly unknown[]): unknown => {
  checkCount(values.length, def.leaves.length, 'unique leaf')
  return build(def, values, def.positions)
}
