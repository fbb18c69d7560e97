/** Take a tree apart. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { containerKind, type ContainerKind } from './container.ts'
import { leafInfo } from './leafInfo.ts'
import { leafSlot } from './leafSlot.ts'
import { childPath, type PathKey } from './path.ts'
import { slotValue } from './slotValue.ts'
import { tieTable } from './tieTable.ts'
import { NULL_CODE, nodeCode, type Code, type LeafSlot, type TreeDef, type TreeNode } from './treeDef.ts'

/** A tree taken apart. */
export interface FlatTree {
  /** The unique leaves in canonical order; `leaves[i]` is described by `def.leaves[i]`. */
  readonly leaves: readonly unknown[]
  readonly def: TreeDef
}

/** A container being walked. */
interface Frame {
  readonly value: object
  readonly kind: ContainerKind
  readonly path: string
  readonly index: number
  readonly parent: number
  readonly key: PathKey
  readonly keys: readonly string[]
  readonly insertionKeys: readonly string[]
  readonly codes: Code[]
  readonly start: number
}

const noKeys: readonly string[] = Object.freeze([])

const isSorted = (keys: readonly string[]): boolean => {
  for (let i = 1; i < keys.length; i++) if (keys[i - 1] > keys[i]) return false
  return true
}

const insertionCodes = (frame: Frame): readonly Code[] => {
  if (frame.insertionKeys === frame.keys) return frame.codes
  const codes = new Map(frame.keys.map((key, i) => [key, frame.codes[i]]))
  return frame.insertionKeys.map((key) => codes.get(key) ?? NULL_CODE)
}

/**
 * Takes a tree apart into its leaves and its structure.
 *
 * Containers are arrays and plain objects; `null` is an empty subtree. Object keys are visited in code unit order, so
 * two trees that differ in insertion order only give the same leaves in the same order; rebuilding keeps the insertion
 * order. One array in two places is one leaf (and so are two tensors with one buffer and one shape); numbers are never
 * tied, and neither are different views of one buffer. A container in two places is two subtrees. Symbol keys,
 * non-enumerable properties, and named properties of arrays are not part of the tree.
 *
 * @throws OptfuseError naming the path: `unsupported-leaf` (class instance, string, `undefined`, getter …),
 * `dtype-mismatch` (array of integers), `cyclic-tree`
 * @example
 * flatten({ b: 2, a: [1, null] }).def.paths // ['a[0]', 'b']
 */
export const flatten = (tree: unknown): FlatTree => {
  const leaves: unknown[] = []
  const slots: LeafSlot[] = []
  const positions: number[] = []
  const paths: string[] = []
  const owners: number[] = []
  const ownKeys: PathKey[] = []
  const nodes: TreeNode[] = []
  const stack: Frame[] = []
  const open = new Set<object>()
  const tiedTo = tieTable()
  let nodeCount = 0

  const enter = (value: object, kind: ContainerKind, path: string, parent: number, key: PathKey): Code => {
    if (open.has(value))
      throw new OptfuseError('cyclic-tree', 'the tree contains itself here; a tree must be finite', { path })
    open.add(value)
    const insertionKeys = kind === 'array' ? noKeys : Object.keys(value)
    const keys = isSorted(insertionKeys) ? insertionKeys : insertionKeys.toSorted()
    const index = nodeCount++
    const start = positions.length
    stack.push({ value, kind, path, index, parent, key, keys, insertionKeys, codes: [], start })
    return nodeCode(index)
  }

  const visit = (value: unknown, path: string, owner: number, key: PathKey): Code => {
    if (value === null) return NULL_CODE
    const kind = typeof value === 'number' ? undefined : containerKind(value)
    if (kind !== undefined && typeof value === 'object') return enter(value, kind, path, owner, key)
    const info = leafInfo(value, path)
    const leaf = tiedTo(value, leaves.length)
    if (leaf === leaves.length) {
      leaves.push(value)
      slots.push(leafSlot(path, info, nodes, owner, key))
    }
    paths.push(path)
    owners.push(owner)
    ownKeys.push(key)
    return positions.push(leaf) - 1
  }

  const root = visit(tree, '', -1, '')
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const { value, kind, path, index, codes } = frame
    const isArray = kind === 'array'
    const length = isArray && Array.isArray(value) ? value.length : frame.keys.length
    const depth = stack.length
    while (codes.length < length && stack.length === depth) {
      const key = isArray ? codes.length : frame.keys[codes.length]
      codes.push(visit(slotValue(value, key, path), childPath(path, key), index, key))
    }
    if (stack.length > depth) continue
    stack.pop()
    open.delete(value)
    nodes[index] = {
      kind,
      keys: frame.keys,
      codes,
      insertionKeys: frame.insertionKeys,
      insertionCodes: insertionCodes(frame),
      parent: frame.parent,
      key: frame.key,
      start: frame.start,
      end: positions.length,
    }
  }
  const def: TreeDef = Object.freeze({ leaves: slots, positions, paths, nodes, root, owners, ownKeys })
  return { leaves, def }
}
