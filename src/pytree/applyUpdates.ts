/** Take a step. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { flattenAgain } from './flattenAgain.ts'
import { flattenLike } from './flattenLike.ts'
import { newFloatArray } from './floatArray.ts'
import type { Leaf, LeafInfo } from './leaf.ts'
import { leafFrom } from './leafFrom.ts'
import { readLeaf } from './readLeaf.ts'
import { unflattenUnique } from './unflatten.ts'

/**
 * What has the keys of `P`, so that the pair that `update` returns is not taken for updates. What the keys hold is left to
 * be checked at run time: the type of a float array may say on what kind of buffer it is, or not.
 */
type SameKeys<P> = unknown extends P ? unknown : P extends Leaf | null ? unknown : { readonly [K in keyof P]: unknown }

const add = (info: LeafInfo, leaf: unknown, update: unknown): unknown => {
  if (typeof leaf === 'number' && typeof update === 'number') return leaf + update
  const p = readLeaf(leaf)
  const u = readLeaf(update)
  const out = newFloatArray(info.dtype, info.size)
  for (let i = 0; i < out.length; i++) out[i] = p[i] + u[i]
  return leafFrom(info, out, leaf)
}

const sameNumbers = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  const x = readLeaf(a)
  const y = readLeaf(b)
  if (x === y) return true
  for (let i = 0; i < x.length; i++) if (!Object.is(x[i], y[i])) return false
  return true
}

/**
 * The parameters after a step: `params + updates`, rounded to each leaf's dtype, in fresh buffers.
 *
 * Neither tree is written to. Tied parameters stay tied; their updates must agree.
 *
 * @param params the parameters
 * @param updates what `update` returned: the structure, shapes and dtypes of `params`
 * @throws OptfuseError `structure-mismatch`, `shape-mismatch` or `dtype-mismatch` naming the path; `structure-mismatch`
 * also when tied parameters are given different updates
 * @example
 * applyUpdates({ w: Float32Array.of(1, 2) }, { w: Float32Array.of(-0.5, 0.5) }) // { w: Float32Array [0.5, 2.5] }
 */
export function applyUpdates<P>(params: P, updates: NoInfer<P | SameKeys<P>>): P
export function applyUpdates(params: unknown, updates: unknown): unknown {
  const { leaves, def } = flattenAgain(params)
  const given = flattenLike(def, updates, 'updates')
  const { positions, paths } = def
  const results: unknown[] = []
  const firsts: number[] = []
  for (let i = 0; i < positions.length; i++) {
    const leaf = positions[i]
    if (leaf === results.length) {
      results.push(add(def.leaves[leaf].info, leaves[leaf], given[i]))
      firsts.push(i)
    } else if (!sameNumbers(given[firsts[leaf]], given[i]))
      throw new OptfuseError(
        'structure-mismatch',
        `updates differ from those at ${paths[firsts[leaf]]}, but the parameters at these two paths are one (tied); give both the same updates`,
        { path: paths[i] },
      )
  }
  return unflattenUnique(def, results)
}
