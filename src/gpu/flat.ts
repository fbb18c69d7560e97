/** Lay all leaves in one array, each from the beginning of a block. @module */
import type { Layout } from '../compile/layout.ts'
import type { FloatArray } from '../pytree/index.ts'
import { BLOCK, type Part } from './backend.ts'

/** Where the leaves are. */
export interface Flat {
  readonly blocks: number
  /** The first block of each leaf. */
  readonly first: readonly number[]
  /** The leaf of each block. */
  readonly leafOf: Int32Array
}

/** Lay out leaves of these sizes. */
export const layFlat = ({ leaves }: Layout): Flat => {
  const first: number[] = []
  let blocks = 0
  for (const { size } of leaves) {
    first.push(blocks)
    blocks += Math.ceil(size / BLOCK)
  }
  // A device has no empty arrays.
  const leafOf = new Int32Array(Math.max(1, blocks))
  leaves.forEach(({ size }, leaf) => leafOf.fill(leaf, first[leaf], first[leaf] + Math.ceil(size / BLOCK)))
  return { blocks: leafOf.length, first, leafOf }
}

/** The leaves as parts of the flat array; only float32 leaves are ever laid out. */
export const partsOf = (flat: Flat, leaves: readonly FloatArray[]): readonly Part[] =>
  leaves.flatMap((data, leaf) =>
    data instanceof Float32Array && data.length > 0 ? [{ at: flat.first[leaf] * BLOCK, data }] : [],
  )

/** One array with the leaves of several streams side by side. */
export const interleave = (flat: Flat, streams: readonly (readonly FloatArray[])[]): Float32Array => {
  const k = streams.length
  const numbers = new Float32Array(flat.blocks * BLOCK * k)
  streams.forEach((leaves, c) =>
    leaves.forEach((data, leaf) => {
      const from = flat.first[leaf] * BLOCK * k + c
      for (let i = 0; i < data.length; i++) numbers[from + i * k] = data[i]
    }),
  )
  return numbers
}

/** The leaves of one stream out of several side by side, as fresh arrays. */
export const takeApart = (
  flat: Flat,
  { leaves }: Layout,
  numbers: Float32Array,
  k: number,
  c: number,
): readonly Float32Array[] =>
  leaves.map(({ size }, leaf) => {
    const from = flat.first[leaf] * BLOCK * k + c
    if (k === 1) return numbers.slice(from, from + size)
    const data = new Float32Array(size)
    for (let i = 0; i < size; i++) data[i] = numbers[from + i * k]
    return data
  })
