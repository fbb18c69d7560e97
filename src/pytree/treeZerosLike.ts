/** Zero a tree. @module */

import { treeFullLike } from './treeFullLike.ts'

/**
 * A tree like another with zeros everywhere.
 *
 * @example
 * treeZerosLike({ w: Float32Array.of(1, 2) }) // { w: Float32Array [0, 0] }
 */
export const treeZerosLike = <T>(tree: T): T => treeFullLike(tree, 0)
