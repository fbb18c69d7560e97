/** The cross entropy of a softmax. @module */
import type { FloatArray, Tensor } from '../pytree/index.ts'
import type { BatchLoss } from './batchLoss.ts'
import { perClass } from './perClass.ts'

/** The largest number of a row, and the logarithm of Σ exp(z − largest), in which nothing overflows. */
const scaleOf = (row: FloatArray): readonly [largest: number, log: number] => {
  let largest = -Infinity
  for (const each of row) largest = Math.max(largest, each)
  // All of them -Infinity, or one of them Infinity: differences would be NaN.
  if (!Number.isFinite(largest)) return [largest, 0]
  let sum = 0
  for (const each of row) sum += Math.exp(each - largest)
  return [largest, Math.log(sum)]
}

/**
 * The cross entropy of the softmax of logits and labels: ℓ = log Σ exp(z) − z(label), with the gradient
 * softmax(z) − onehot(label). Sums are taken in float64, without overflow.
 *
 * @param logits of the shape [examples, classes]
 * @param labels one a row, the number of its class, counted from 0
 * @throws OptfuseError `shape-mismatch` for another shape, or a label that is no class, naming it
 * @example
 * const { losses, gradient } = softmaxCrossEntropyWithIntegerLabels(tensor(Float64Array.of(0, 0, 1000, 0), [2, 2]), [1, 0])
 * losses // Float64Array [0.6931471805599453, 0]
 * gradient().data // Float64Array [0.25, -0.25, 0, 0]
 */
export const softmaxCrossEntropyWithIntegerLabels = <D extends FloatArray>(
  logits: Tensor<D>,
  labels: ArrayLike<number>,
): BatchLoss<D> =>
  perClass('softmaxCrossEntropyWithIntegerLabels', logits, labels, {
    loss: (row, label) => {
      const [largest, log] = scaleOf(row)
      return largest - row[label] + log
    },
    slopes: (row, label) => {
      const [largest, log] = scaleOf(row)
      return (index) => Math.exp(row[index] - largest - log) - (index === label ? 1 : 0)
    },
  })
