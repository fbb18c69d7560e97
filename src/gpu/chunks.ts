/** Cut what reductions run over into chunks, one a thread. @module */
import type { LeafLayout } from '../compile/layout.ts'
import { BLOCK } from './backend.ts'
import type { Flat } from './flat.ts'

/** The most elements one thread combines: a loop needs a bound that is written out. */
export const CHUNK = 128

/** Neighbouring threads that take turns over a long run of neighbouring elements, so that they read one line of memory. */
const LANES = 32

/** Numbers that describe a chunk: block and column of its first element, blocks and columns from one to the next, and how many. */
export const CHUNK_NUMBERS = 5

/** Chunks in the order of the segments that they belong to. */
export interface Chunks {
  readonly table: Float32Array
  /** How many chunks each segment has. */
  readonly counts: readonly number[]
}

interface Builder {
  readonly numbers: number[]
  readonly counts: number[]
}

const addProgression = (
  { numbers, counts }: Builder,
  block: number,
  start: number,
  stride: number,
  count: number,
): void => {
  const add = (from: number, step: number, length: number): void => {
    if (length <= 0) return
    numbers.push(block + Math.floor(from / BLOCK), from % BLOCK, Math.floor(step / BLOCK), step % BLOCK, length)
    counts[counts.length - 1]++
  }
  if (stride > 1 || count <= CHUNK) {
    for (let done = 0; done < count; done += CHUNK) add(start + done * stride, stride, Math.min(CHUNK, count - done))
    return
  }
  for (let done = 0; done < count; done += CHUNK * LANES) {
    const length = Math.min(CHUNK * LANES, count - done)
    for (let lane = 0; lane < LANES; lane++) add(start + done + lane, LANES, Math.ceil((length - lane) / LANES))
  }
}

const finish = ({ numbers, counts }: Builder): Chunks => ({ table: Float32Array.from(numbers), counts })

/**
 * One segment per leaf, or one for the whole tree.
 *
 * @param takesPart whether a leaf is reduced at all; one that is not has an empty segment
 */
export const chunkLeaves = (
  flat: Flat,
  leaves: readonly LeafLayout[],
  over: 'tree' | 'leaf',
  takesPart: (leaf: number) => boolean,
): Chunks => {
  const builder: Builder = { numbers: [], counts: over === 'tree' ? [0] : [] }
  leaves.forEach(({ size }, leaf) => {
    if (over === 'leaf') builder.counts.push(0)
    if (takesPart(leaf)) addProgression(builder, flat.first[leaf], 0, 1, size)
  })
  return finish(builder)
}

const positionsOf = function* (
  axes: readonly number[],
  shape: readonly number[],
  strides: readonly number[],
): Generator<number> {
  const total = axes.reduce((product, axis) => product * shape[axis], 1)
  const position = axes.map(() => 0)
  for (let n = 0; n < total; n++) {
    yield position.reduce((sum, p, i) => sum + p * strides[axes[i]], 0)
    for (let i = axes.length - 1; i >= 0; i--) {
      if (++position[i] < shape[axes[i]]) break
      position[i] = 0
    }
  }
}

const stridesOf = (shape: readonly number[]): readonly number[] => {
  const strides = shape.map(() => 1)
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1]
  return strides
}

/**
 * One segment per slice, in the order of their numbers: kept axes count like the digits of a number.
 *
 * @param choice the number of the choice of axes in the layout
 */
export const chunkSlices = (
  flat: Flat,
  leaves: readonly LeafLayout[],
  choice: number,
  takesPart: (leaf: number) => boolean,
): Chunks => {
  const builder: Builder = { numbers: [], counts: [] }
  leaves.forEach(({ shape, size, slices }, leaf) => {
    const strides = stridesOf(shape)
    // A stride of 0 is that of an axis that is reduced.
    const isKept = (axis: number): boolean => slices[choice].strides[axis] !== 0
    const kept = shape.map((_, axis) => axis).filter(isKept)
    const reduced = shape.map((_, axis) => axis).filter((axis) => !isKept(axis) && shape[axis] > 1)
    // The innermost reduced axes that are neighbours run in one progression.
    const inner: number[] = []
    for (let axis = reduced.pop(); axis !== undefined; axis = reduced.pop()) {
      const below = inner[0]
      if (below !== undefined && strides[axis] !== strides[below] * shape[below]) {
        reduced.push(axis)
        break
      }
      inner.unshift(axis)
    }
    const stride = inner.length === 0 ? 1 : strides[inner[inner.length - 1]]
    const count = inner.reduce((product, axis) => product * shape[axis], 1)
    for (const base of positionsOf(kept, shape, strides)) {
      builder.counts.push(0)
      if (size === 0 || !takesPart(leaf)) continue
      for (const offset of positionsOf(reduced, shape, strides)) {
        addProgression(builder, flat.first[leaf], base + offset, stride, count)
      }
    }
  })
  return finish(builder)
}

/** The number of each element's slice. */
export const numberSlices = (flat: Flat, leaves: readonly LeafLayout[], axis: number): Float32Array => {
  const numbers = new Float32Array(flat.blocks * BLOCK)
  leaves.forEach(({ shape, slices }, leaf) => {
    const { first, strides } = slices[axis]
    const all = shape.map((_, each) => each)
    let at = flat.first[leaf] * BLOCK
    for (const offset of positionsOf(all, shape, strides)) numbers[at++] = first + offset
  })
  return numbers
}

/** One pass over partial results: for each thread, where its first is and how many it combines. */
export interface Combining {
  readonly table: Float32Array
  readonly counts: readonly number[]
}

/** Combine up to `CHUNK` partial results of a segment at a time; undefined when every segment has exactly one. */
export const combineNext = (counts: readonly number[]): Combining | undefined => {
  if (counts.every((count) => count === 1)) return undefined
  const last = counts.every((count) => count <= CHUNK)
  const numbers: number[] = []
  const next: number[] = []
  let first = 0
  for (const count of counts) {
    const pieces = last ? 1 : Math.ceil(count / CHUNK)
    for (let piece = 0; piece < pieces; piece++) {
      numbers.push(first + piece * CHUNK, Math.min(CHUNK, count - piece * CHUNK))
    }
    first += count
    next.push(pieces)
  }
  return { table: Float32Array.from(numbers), counts: next }
}
