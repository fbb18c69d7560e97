/** The global norm. @module */

import type { FloatArray } from './dtype.ts'
import { flatten } from './flatten.ts'
import { readLeaf } from './readLeaf.ts'

/** Below this, squares may have lost bits to float64's gradual underflow. */
const tiny = 1e-280

const sumOfSquares = (buffers: readonly FloatArray[]): number => {
  let sum = 0
  for (const x of buffers) for (let i = 0; i < x.length; i++) sum += x[i] * x[i]
  return sum
}

/** The norm in units of the largest magnitude, which is finite and not 0. */
const scaledNorm = (buffers: readonly FloatArray[], max: number): number => {
  let sum = 0
  for (const x of buffers)
    for (let i = 0; i < x.length; i++) {
      const scaled = x[i] / max
      sum += scaled * scaled
    }
  return max * Math.sqrt(sum)
}

/**
 * The Euclidean norm of all elements together: the square root of the sum of their squares.
 *
 * Accumulated in float64, so float32 values of 1e20 do not overflow; where float64 squares would overflow or vanish, the
 * elements are scaled first. Tied leaves count once. An infinite element gives Infinity, a NaN gives NaN.
 *
 * @throws OptfuseError naming the path of what is no leaf
 * @example
 * globalNorm({ w: Float32Array.of(3, 0), b: 4 }) // 5
 */
export const globalNorm = (tree: unknown): number => {
  const buffers = flatten(tree).leaves.map(readLeaf)
  const sum = sumOfSquares(buffers)
  if (sum > tiny && sum < Infinity) return Math.sqrt(sum)
  let max = 0
  for (const x of buffers)
    for (let i = 0; i < x.length; i++) {
      const magnitude = Math.abs(x[i])
      if (magnitude > max || Number.isNaN(magnitude)) max = magnitude
    }
  // Also covers NaN, for which every comparison is false.
  return max > 0 && max < Infinity ? scaledNorm(buffers, max) : max
}
