/** Comparing what was computed with what an oracle computed. @module */
import type { ShapeLeaf } from './inputs.ts'

/**
 * Where `actual` differs from `expected` by more than `tolerance` times the largest number of the same leaf, in words;
 * undefined where it does nowhere. Relative to the leaf, since an element may be the difference of two larger numbers.
 */
export const firstDifference = (
  leaves: readonly ShapeLeaf[],
  expected: readonly number[],
  actual: readonly number[],
  tolerance: number,
): string | undefined => {
  if (actual.length !== expected.length) return `${actual.length} elements in place of ${expected.length}`
  let start = 0
  for (const { path, size } of leaves) {
    const scale = expected.slice(start, start + size).reduce((largest, x) => Math.max(largest, Math.abs(x)), 0)
    for (let i = start; i < start + size; i++) {
      const close = Object.is(expected[i], actual[i]) || Math.abs(expected[i] - actual[i]) <= tolerance * scale
      if (!close) return `${path}[${i - start}]: ${actual[i]} in place of ${expected[i]}`
    }
    start += size
  }
  return undefined
}
