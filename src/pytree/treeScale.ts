/** Scale a tree. @module */

import { isFloat32Array } from './floatArray.ts'
import { mapData } from './mapData.ts'

/**
 * A tree times a number, in fresh buffers. For a float32 leaf the factor is rounded to float32 first.
 *
 * @param factor any number; non-finite ones follow IEEE arithmetic
 * @example
 * treeScale(2, { w: 3 }) // { w: 6 }
 */
export const treeScale = <T>(factor: number, tree: T): T =>
  mapData((out, x) => {
    const s = isFloat32Array(out) ? Math.fround(factor) : factor
    for (let i = 0; i < out.length; i++) out[i] = s * x[i]
  }, tree)
