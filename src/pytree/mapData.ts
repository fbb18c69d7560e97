/** Arithmetic on the buffers of trees. @module */

import type { FloatArray } from './dtype.ts'
import { newFloatArray } from './floatArray.ts'
import { makeLeaf } from './makeLeaf.ts'
import { readLeaf } from './readLeaf.ts'
import { unflatten } from './unflatten.ts'
import { zipLeaves } from './zipLeaves.ts'

/** Fills `out` from the buffers of one leaf of each tree, all of one dtype and length. */
export type Kernel = (out: FloatArray, ...inputs: readonly FloatArray[]) => void

/**
 * A new tree like the first, each leaf a fresh buffer that the kernel fills. Dtypes and shapes must agree.
 *
 * @param labels what each of `rest` is, for messages
 */
export function mapData<T>(kernel: Kernel, tree: T, rest?: readonly unknown[], labels?: readonly string[]): T
export function mapData(
  kernel: Kernel,
  tree: unknown,
  rest: readonly unknown[] = [],
  labels: readonly string[] = rest.map((_, i) => `tree ${i + 2}`),
): unknown {
  const { def, firsts, groups, leavesAt } = zipLeaves(tree, rest, labels, 'like')
  const values = firsts.map((position, group) => {
    const { info } = def.leaves[def.positions[position]]
    const leaves = leavesAt(group)
    const out = newFloatArray(info.dtype, info.size)
    kernel(out, ...leaves.map(readLeaf))
    return makeLeaf(info, out, leaves[0])
  })
  return unflatten(
    def,
    groups.map((group) => values[group]),
  )
}
