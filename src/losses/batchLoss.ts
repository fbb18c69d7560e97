/** The losses of a batch, and their gradients. @module */
import type { FloatArray, Tensor } from '../pytree/index.ts'

/** The loss of each example of a batch. */
export interface BatchLoss<D extends FloatArray> {
  /** One loss an example. */
  readonly losses: Float64Array
  /** Their mean. */
  readonly value: number
  /**
   * The gradient of the weighted sum of the losses, like the predictions in dtype and shape. What has the weight 0 has the
   * gradient 0, whatever its loss.
   *
   * @param weights one an example; default 1/n each, the gradient of `value`
   * @throws OptfuseError `shape-mismatch` for another number of weights
   */
  readonly gradient: (weights?: ArrayLike<number>) => Tensor<D>
}
