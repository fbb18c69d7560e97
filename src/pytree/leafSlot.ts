/** One unique leaf of a tree's structure. @module */

import type { LeafInfo } from './leaf.ts'
import type { PathKey } from './path.ts'
import { nodeKeys, type LeafSlot, type TreeNode } from './treeDef.ts'

/**
 * A class for the sake of its getter: keys are computed when asked for, since in a deep tree the keys of all leaves are longer
 * than the tree, and a getter on a prototype costs nothing per leaf.
 */
class LazyLeafSlot implements LeafSlot {
  readonly path: string
  readonly info: LeafInfo
  readonly #nodes: readonly TreeNode[]
  readonly #owner: number
  readonly #key: PathKey

  constructor(path: string, info: LeafInfo, nodes: readonly TreeNode[], owner: number, key: PathKey) {
    this.path = path
    this.info = info
    this.#nodes = nodes
    this.#owner = owner
    this.#key = key
  }

  get keys(): readonly PathKey[] {
    return this.#owner < 0 ? [] : [...nodeKeys(this.#nodes, this.#owner), this.#key]
  }
}

/** The slot of a leaf with the given key in the container `nodes[owner]`, or at the root when `owner` is -1. */
export const leafSlot = (
  path: string,
  info: LeafInfo,
  nodes: readonly TreeNode[],
  owner: number,
  key: PathKey,
): LeafSlot => new LazyLeafSlot(path, info, nodes, owner, key)
