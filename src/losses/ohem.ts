/** Online hard example mining. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'

/** The hardest examples of a batch. */
export interface HardExamples {
  /** The mean of their losses. */
  readonly value: number
  /** What each example of the batch counts: 1/k for the k that are kept, 0 for the others. */
  readonly weights: Float64Array
  /** The numbers of those that are kept, hardest first. */
  readonly kept: readonly number[]
}

/**
 * Online hard example mining: of a batch, only the examples with the largest losses are learned from. The weights are
 * constants to differentiation: give them to the `gradient` of a loss, or multiply by them where an autodiff library
 * sums the losses.
 *
 *     k = max(1, ⌊ratio · n⌋)
 *     L = 1/k Σ ℓ(i) over the k largest
 *
 * A loss that is NaN counts as the largest, so that it is seen; among equal ones the first are kept.
 *
 * Shrivastava, Gupta and Girshick 2016, "Training Region-based Object Detectors with Online Hard Example Mining",
 * https://arxiv.org/abs/1604.03540, section 3.
 *
 * @param losses one an example; at least one
 * @param ratio the part of the batch to keep, in (0, 1]
 * @throws OptfuseError `invalid-option` for a ratio out of range or an empty batch
 * @example
 * const { value, weights, kept } = ohem([0.5, 3, 0.25, 1], 0.5)
 * value // 2
 * weights // Float64Array [0, 0.5, 0, 0.5]
 * kept // [1, 3]
 */
export const ohem = (losses: ArrayLike<number>, ratio: number): HardExamples => {
  const fail = (message: string): never => {
    throw new OptfuseError('invalid-option', message, { transformation: 'ohem' })
  }
  if (!(ratio > 0 && ratio <= 1)) fail(`option ratio must be a number in (0, 1], got ${show(ratio)}.`)
  const { length } = losses
  if (length === 0) fail('there are no losses; give at least one.')
  const count = Math.max(1, Math.floor(ratio * length))
  const harder = (i: number, j: number): number => {
    const [a, b] = [losses[i], losses[j]]
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a)) || i - j
    return a === b ? i - j : a > b ? -1 : 1
  }
  const kept = Array.from({ length }, (_, i) => i)
    .toSorted(harder)
    .slice(0, count)
  const weights = new Float64Array(length)
  for (const i of kept) weights[i] = 1 / count
  return { value: kept.reduce((sum, i) => sum + losses[i], 0) / count, weights, kept }
}
