/** Walk a tree along the structure of another. @module */

import { plainKind } from './container.ts'
import type { LeafInfo } from './leaf.ts'
import { foreignLeafOf } from './leafRegistry.ts'
import { roomFor } from './roomFor.ts'
import { sameShape } from './shape.ts'
import { isTensor } from './tensor.ts'
import { nodeCode, NULL_CODE, type TreeDef, type TreeNode } from './treeDef.ts'
import { tryLeafInfo } from './tryLeafInfo.ts'

/**
 * How strictly two trees are compared. `structure`: the same containers, and leaves in the same places. `like`: leaves
 * also agree in dtype and shape. `exact`: storage and insertion order agree as well.
 */
export type Strictness = 'structure' | 'like' | 'exact'

/** Whether a value is stored as the commonest kinds of leaf that `info` describes; says nothing about the rest. */
const isStoredLike = (info: LeafInfo, value: unknown): boolean => {
  if (info.kind === 'number') return typeof value === 'number'
  if (info.kind !== 'array') return false
  return info.dtype === 'float32'
    ? value instanceof Float32Array && value.length === info.size
    : value instanceof Float64Array && value.length === info.size
}

/** Whether a value is a leaf that fits `info`. */
export const leafFits = (info: LeafInfo, value: unknown, strictness: Strictness): boolean => {
  if (isStoredLike(info, value)) return true
  const other = tryLeafInfo(value)
  if (other === undefined) return false
  if (strictness === 'structure') return true
  if (other.dtype !== info.dtype || !sameShape(other.shape, info.shape)) return false
  return strictness === 'like' || (other.kind === info.kind && other.foreign === info.foreign)
}

/** Objects with more keys are hash tables inside, and for-in is slow on them. */
const forInLimit = 64

/** Whether an object has exactly the node's keys as its enumerable own ones, in the same order if that is asked for. */
const hasKeys = (node: TreeNode, value: object, strictness: Strictness): boolean => {
  const expected = node.insertionKeys
  let count = expected.length > forInLimit ? -1 : 0
  // for-in is the fast way over a few keys; an inherited one only sends us to the exact way below.
  if (count === 0)
    for (const key in value) {
      if (key !== expected[count]) {
        count = -1
        break
      }
      count++
    }
  if (count === expected.length) return true
  const keys = Object.keys(value)
  if (keys.length !== expected.length) return false
  if (keys.every((key, i) => key === expected[i])) return true
  if (strictness === 'exact') return false
  return expected.every((key) => Object.prototype.propertyIsEnumerable.call(value, key))
}

/** Whether a value is a container of the node's shape. The values in it are not looked at. */
export const containerFits = (node: TreeNode, value: unknown, strictness: Strictness): value is object => {
  if (typeof value !== 'object' || value === null) return false
  if (node.kind === 'array') return Array.isArray(value) && value.length === node.codes.length
  if (Array.isArray(value)) return false
  const kind = plainKind(value)
  if (kind === undefined || (strictness === 'exact' && kind !== node.kind)) return false
  // A tensor is a plain object too, and so may be a foreign leaf.
  return !isTensor(value) && foreignLeafOf(value) === undefined && hasKeys(node, value, strictness)
}

/**
 * The leaves of a tree, one a position of the def in canonical order, or `undefined` where the two differ. Getters of
 * objects are not run, and fail the comparison.
 */
export const walkLike = (def: TreeDef, tree: unknown, strictness: Strictness): unknown[] | undefined => {
  const { nodes, leaves, positions, root } = def
  const result = roomFor<unknown>(positions.length)
  if (root === NULL_CODE) return tree === null ? result : undefined
  if (root >= 0) {
    if (!leafFits(leaves[0].info, tree, strictness)) return undefined
    result[0] = tree
    return result
  }
  const containers = roomFor<unknown>(nodes.length)
  containers[0] = tree
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]
    const container = containers[i]
    if (!containerFits(node, container, strictness)) return undefined
    const { codes, keys } = node
    const array: readonly unknown[] | undefined = Array.isArray(container) ? container : undefined
    for (let j = 0; j < codes.length; j++) {
      let value: unknown
      if (array === undefined) {
        const descriptor = Object.getOwnPropertyDescriptor(container, keys[j])
        if (descriptor === undefined || descriptor.get !== undefined || descriptor.set !== undefined) return undefined
        value = descriptor.value
      } else value = array[j]
      const code = codes[j]
      if (code >= 0) {
        if (!leafFits(leaves[positions[code]].info, value, strictness)) return undefined
        result[code] = value
      } else if (code !== NULL_CODE) containers[nodeCode(code)] = value
      else if (value !== null) return undefined
    }
  }
  return result
}
