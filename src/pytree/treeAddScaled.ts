/** Add a multiple of a tree. @module */

import { isFloat32Array } from './floatArray.ts'
import { mapData } from './mapData.ts'

/**
 * A tree plus a multiple of another, in fresh buffers: `a + factor * b`, rounded to the leaf's dtype after each operation.
 * For a float32 leaf the factor is rounded to float32 first.
 *
 * @throws OptfuseError `structure-mismatch`, `shape-mismatch` or `dtype-mismatch` naming the path
 * @example
 * treeAddScaled({ w: 1 }, -0.5, { w: 4 }) // { w: -1 }
 */
export const treeAddScaled = <T>(a: T, factor: number, b: unknown): T =>
  mapData(
    (out, x, y) => {
      if (isFloat32Array(out)) {
        const s = Math.fround(factor)
        for (let i = 0; i < out.length; i++) out[i] = x[i] + Math.fround(s * y[i])
      } else for (let i = 0; i < out.length; i++) out[i] = x[i] + factor * y[i]
    },
    a,
    [b],
  )
