/** The structure of a tree, without its numbers. @module */

import type { ContainerKind } from './container.ts'
import type { LeafInfo } from './leaf.ts'
import { childPath, type PathKey } from './path.ts'

/**
 * What stands in a slot of a container, as one integer so that walks need no objects: a leaf position (0 and up), an
 * empty subtree (`NULL_CODE`), or a container (`nodeCode(index)`).
 */
export type Code = number

/** The code of a null subtree. */
export const NULL_CODE: Code = -1

/** The code of the container at an index of `TreeDef.nodes`; its own inverse. */
export const nodeCode = (index: number): Code => -2 - index

/** A container of the tree. */
export interface TreeNode {
  readonly kind: ContainerKind
  /** Keys in canonical (code unit) order; empty for an array. */
  readonly keys: readonly string[]
  /** What stands at each of `keys`, or at each index of an array. */
  readonly codes: readonly Code[]
  /** The keys in the insertion order of the tree the def was made from; rebuilding follows it. */
  readonly insertionKeys: readonly string[]
  /** What stands at each of `insertionKeys`. */
  readonly insertionCodes: readonly Code[]
  /** The index of the container above in `TreeDef.nodes`; -1 for the root. */
  readonly parent: number
  /** The key of this container in the one above; `''` for the root. */
  readonly key: PathKey
  /** The first leaf position below this container. */
  readonly start: number
  /** One past the last leaf position below it. */
  readonly end: number
}

/** A leaf of a tree; tied leaves are one. */
export interface LeafSlot {
  /** The path of its first position, such as `layers[0].w`; `''` when the tree is a single leaf. */
  readonly path: string
  /** The keys of that path. */
  readonly keys: readonly PathKey[]
  readonly info: LeafInfo
}

/** The structure of a tree: immutable, holds no leaf, and may be kept as long as one likes. */
export interface TreeDef {
  /** The unique leaves, in the order of their first positions. */
  readonly leaves: readonly LeafSlot[]
  /** For each position in canonical order, the index of its leaf in `leaves`. Longer than `leaves` only when leaves are tied. */
  readonly positions: readonly number[]
  /** The path of each position. */
  readonly paths: readonly string[]
  /** The containers; each comes after the one that holds it. */
  readonly nodes: readonly TreeNode[]
  /** What the whole tree is: a leaf, null or a container. */
  readonly root: Code
  /** For each position, the index in `nodes` of the container that holds it; -1 at the root. */
  readonly owners: readonly number[]
  /** For each position, its key in that container; `''` at the root. */
  readonly ownKeys: readonly PathKey[]
}

/** The keys from the root to a container. */
export const nodeKeys = (nodes: readonly TreeNode[], index: number): readonly PathKey[] => {
  const keys: PathKey[] = []
  for (let i = index; i > 0; i = nodes[i].parent) keys.push(nodes[i].key)
  return keys.reverse()
}

/** The path of a container. */
export const nodePath = (nodes: readonly TreeNode[], index: number): string =>
  nodeKeys(nodes, index).reduce<string>(childPath, '')

/** The keys from the root to a leaf position. */
export const positionKeys = (def: TreeDef, position: number): readonly PathKey[] =>
  def.owners[position] < 0 ? [] : [...nodeKeys(def.nodes, def.owners[position]), def.ownKeys[position]]
