/** Count the elements of a tree. @module */

import { flatten } from './flatten.ts'

/**
 * The number of elements of a tree: its parameter count. Tied leaves count once.
 *
 * @example
 * treeSize({ w: new Float32Array(6), b: 1 }) // 7
 */
export const treeSize = (tree: unknown): number => {
  let size = 0
  for (const { info } of flatten(tree).def.leaves) size += info.size
  return size
}
