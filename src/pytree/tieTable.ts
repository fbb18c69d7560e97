/** Find which leaves are one. @module */
import type { FloatArray } from './dtype.ts'
import { sameShape } from './shape.ts'
import { isTensor } from './tensor.ts'

/**
 * What finds the leaf already seen that a leaf is tied to, by identity; numbers are never tied.
 *
 * @returns gives the number of the leaf that a value is tied to, or the one given here if there is none
 */
export const tieTable = (): ((value: unknown, next: number) => number) => {
  const seen = new Map<unknown, number>()
  const tensors = new Map<FloatArray, { readonly shape: readonly number[]; readonly leaf: number }[]>()
  return (value, next) => {
    if (typeof value === 'number') return next
    if (!isTensor(value)) {
      const leaf = seen.get(value)
      if (leaf !== undefined) return leaf
      seen.set(value, next)
      return next
    }
    const same = tensors.get(value.data)
    if (same === undefined) tensors.set(value.data, [{ shape: value.shape, leaf: next }])
    else {
      const tied = same.find((other) => sameShape(other.shape, value.shape))
      if (tied !== undefined) return tied.leaf
      same.push({ shape: value.shape, leaf: next })
    }
    return next
  }
}
