/** Losses of predictions, as jax-js's own package has them. @module */
import type { numpy as np } from '@jax-js/jax'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { sameShape } from '../pytree/shape.ts'

/**
 * (predictions - targets)², element by element; targets are 0 by default. Both are consumed.
 *
 * @throws OptfuseError `shape-mismatch` for targets of another shape; nothing is consumed then
 */
export const squaredError = (predictions: np.Array, targets?: np.Array): np.Array => {
  if (targets === undefined) return predictions.ref.mul(predictions)
  if (!sameShape(predictions.shape, targets.shape)) {
    throw new OptfuseError(
      'shape-mismatch',
      `the predictions have shape [${predictions.shape.join(', ')}], the targets [${targets.shape.join(', ')}].`,
    )
  }
  const error = predictions.sub(targets)
  return error.ref.mul(error)
}

/** Half the squared error. Both arguments are consumed. */
export const l2Loss = (predictions: np.Array, targets?: np.Array): np.Array =>
  squaredError(predictions, targets).mul(0.5)
