/** Losses of examples that have one label each and one number for each class. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { isTensor, tensor, type FloatArray, type Tensor } from '../pytree/index.ts'
import type { BatchLoss } from './batchLoss.ts'

/** What a loss makes of one example. */
interface RowLoss {
  readonly loss: (row: FloatArray, label: number) => number
  /** The derivative of the loss with respect to the number of a class. */
  readonly slopes: (row: FloatArray, label: number) => (index: number) => number
}

const checkWeights = (weights: ArrayLike<number>, examples: number, name: string): void => {
  if (weights.length === examples) return
  throw new OptfuseError('shape-mismatch', `expected ${examples} weights, one an example, got ${weights.length}.`, {
    transformation: name,
  })
}

const checkLabels = (labels: ArrayLike<number>, examples: number, classes: number, name: string): void => {
  const fail = (message: string, path: string): never => {
    throw new OptfuseError('shape-mismatch', message, { transformation: name, path })
  }
  if (labels.length !== examples) fail(`expected ${examples} labels, one a row, got ${labels.length}.`, 'labels')
  for (let i = 0; i < examples; i++) {
    const label = labels[i]
    if (Number.isInteger(label) && label >= 0 && label < classes) continue
    fail(`expected the number of one of ${classes} classes, counted from 0, got ${show(label)}.`, `labels[${i}]`)
  }
}

/** The losses of a batch, row by row. */
export const perClass = <D extends FloatArray>(
  name: string,
  given: Tensor<D>,
  labels: ArrayLike<number>,
  { loss, slopes }: RowLoss,
): BatchLoss<D> => {
  if (!isTensor(given) || given.shape.length !== 2) {
    const got = isTensor(given) ? `the shape [${given.shape.join(', ')}]` : show(given)
    throw new OptfuseError('shape-mismatch', `expected a tensor of the shape [examples, classes], got ${got}.`, {
      transformation: name,
    })
  }
  const { data, shape } = given
  const [examples, classes] = shape
  checkLabels(labels, examples, classes, name)
  const row = (i: number): FloatArray => data.subarray(i * classes, (i + 1) * classes)
  const losses = Float64Array.from({ length: examples }, (_, i) => loss(row(i), labels[i]))
  return {
    losses,
    value: losses.reduce((sum, each) => sum + each, 0) / examples,
    gradient: (weights) => {
      if (weights !== undefined) checkWeights(weights, examples, name)
      // A copy of the same type, every element of which is overwritten.
      const gradient = data.slice() as D
      for (let i = 0; i < examples; i++) {
        const weight = weights === undefined ? 1 / examples : weights[i]
        const slope = slopes(row(i), labels[i])
        for (let k = 0; k < classes; k++) gradient[i * classes + k] = weight === 0 ? 0 : weight * slope(k)
      }
      return tensor(gradient, shape)
    },
  }
}
