/** Compare what steps gave. @module */
import { firstDifference } from './firstDifference.ts'

/** Where two runs of steps first differ in bits, as text, or `undefined`. */
export const compareSteps = (
  actual: readonly object[],
  expected: readonly object[],
  what: string,
): string | undefined => {
  for (const [i, step] of expected.entries()) {
    const found = firstDifference(actual[i], step, { bits: true })
    if (found !== undefined) return `${what}, step ${i}, ${found.slice(1)}`
  }
  return undefined
}
