/** Subtract trees. @module */

import { mapData } from './mapData.ts'

/**
 * The difference of two trees, leaf by leaf, in fresh buffers: `a - b`, rounded to the leaf's dtype.
 *
 * @throws OptfuseError `structure-mismatch`, `shape-mismatch` or `dtype-mismatch` naming the path
 * @example
 * treeSub({ w: 3 }, { w: 2 }) // { w: 1 }
 */
export const treeSub = <T>(a: T, b: unknown): T =>
  mapData(
    (out, x, y) => {
      for (let i = 0; i < out.length; i++) out[i] = x[i] - y[i]
    },
    a,
    [b],
  )
