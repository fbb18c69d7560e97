/** The negative log-likelihood. @module */
import type { FloatArray, Tensor } from '../pytree/index.ts'
import type { BatchLoss } from './batchLoss.ts'
import { perClass } from './perClass.ts'

/**
 * The negative log-likelihood of the labels: ℓ = −log p(label).
 *
 * @param logProbabilities of the shape [examples, classes]
 * @param labels one a row, the number of its class, counted from 0
 * @throws OptfuseError `shape-mismatch` for another shape, or a label that is no class, naming it
 * @example
 * const { losses, gradient } = nllLoss(tensor(Float64Array.of(-0.5, -1, -2, -0.25), [2, 2]), [0, 0])
 * losses // Float64Array [0.5, 2]
 * gradient().data // Float64Array [-0.5, 0, -0.5, 0]
 */
export const nllLoss = <D extends FloatArray>(logProbabilities: Tensor<D>, labels: ArrayLike<number>): BatchLoss<D> =>
  perClass('nllLoss', logProbabilities, labels, {
    loss: (row, label) => -row[label],
    slopes: (_, label) => (index) => (index === label ? -1 : 0),
  })
