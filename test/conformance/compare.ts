/** Comparing what was computed with what an oracle computed. @module */
import type { ShapeLeaf } from './inputs.ts'

/**
 * Where `actual` differs from `expected` by more than `tolerance` times the largest number of the same leaf in `scale`, in
 * words; undefined where it does nowhere. Relative to the leaf, since an element may be the difference of two larger
 * numbers; for the same reason `scale` may be other numbers than the expected ones.
 */
export const firstDifference = (
  leaves: readonly ShapeLeaf[],
  expected: readonly number[],
  actual: readonly number[],
  tolerance: number,
  scale: readonly number[] = expected,
): string | undefined => {
  if (actual.length !== expected.length) return `${actual.length} elements in place of ${expected.length}`
  let start = 0
  for (const { path, size } of leaves) {
    const largest = Math.max(
      0,
      ...scale
        .slice(start, start + size)
        .map(Math.abs)
        .filter(Number.isFinite),
    )
    for (let i = start; i < start + size; i++) {
      const close = Object.is(expected[i], actual[i]) || Math.abs(expected[i] - actual[i]) <= tolerance * largest
      if (!close) return `${path}[${i - start}]: ${actual[i]} in place of ${expected[i]}`
    }
    start += size
  }
  return undefined
}
