/** Fill a tree. @module */

import { mapData } from './mapData.ts'

/**
 * A tree like another with one value everywhere; storage, shapes and dtypes are kept.
 *
 * @param value the value, rounded to each leaf's dtype
 * @example
 * treeFullLike({ w: Float32Array.of(1, 2) }, 7) // { w: Float32Array [7, 7] }
 */
export const treeFullLike = <T>(tree: T, value: number): T => mapData((out) => void out.fill(value), tree)
