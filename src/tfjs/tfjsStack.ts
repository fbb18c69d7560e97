/** The tensors of TensorFlow.js. @module */
import type * as Tf from '@tensorflow/tfjs-core'
import type { TensorStack } from '../embed/index.ts'

/** TensorFlow.js, or a copy of it. */
export type TfModule = typeof Tf

const isTensor = (value: unknown): value is Tf.Tensor =>
  typeof value === 'object' && value !== null && 'dataId' in value && 'isDisposedInternal' in value

/**
 * The operations of TensorFlow.js, on whatever backend its tensors are. Results are kept: no `tidy` around a step
 * disposes of a state.
 *
 * @param tf the copy of TensorFlow.js whose operations to use
 */
export const tfjsStack = (tf: TfModule): TensorStack<Tf.Tensor> => {
  const { fill: filledWith } = tf
  /** One operation; what it makes on the way is disposed of. */
  const kept =
    <A extends readonly unknown[]>(operation: (...args: A) => Tf.Tensor) =>
    (...args: A): Tf.Tensor =>
      tf.keep(tf.tidy(() => operation(...args)))
  return {
    name: 'tf.Tensor',
    is: isTensor,
    shape: (x) => x.shape,
    dtype: (x) => x.dtype,
    isReleased: (x) => x.isDisposed,

    fill: kept((value, shape) => filledWith([...shape], value)),
    cast: kept((x, dtype) => tf.cast(x, dtype === 'float32' ? dtype : 'int32')),
    read: (x) => Float32Array.from(x.dataSync()),
    make: kept((data, like) => tf.tensor(Float32Array.from(data), like.shape, 'float32')),
    retain: kept((x) => x.clone()),
    release: (x) => x.dispose(),

    add: kept((a, b) => tf.add(a, b)),
    sub: kept((a, b) => tf.sub(a, b)),
    mul: kept((a, b) => tf.mul(a, b)),
    // The webgl backend gives 1 for equal numbers, 0 and infinity among them.
    div: kept((a, b) => (tf.getBackend() === 'webgl' ? tf.mul(a, tf.reciprocal(b)) : tf.div(a, b))),
    pow: kept((a, b) => tf.pow(a, b)),
    // The wasm backend looks at NaN on one side only.
    min: kept((a, b) => tf.where(tf.equal(b, b), tf.minimum(a, b), b)),
    max: kept((a, b) => tf.where(tf.equal(b, b), tf.maximum(a, b), b)),
    abs: kept((x) => tf.abs(x)),
    sqrt: kept((x) => tf.sqrt(x)),
    floor: kept((x) => tf.floor(x)),
    exp: kept((x) => tf.exp(x)),
    log: kept((x) => tf.log(x)),
    tanh: kept((x) => tf.tanh(x)),

    less: kept((a, b) => tf.less(a, b)),
    equal: kept((a, b) => tf.equal(a, b)),
    and: kept((a, b) => tf.logicalAnd(a, b)),
    or: kept((a, b) => tf.logicalOr(a, b)),
    not: kept((x) => tf.logicalNot(x)),
    select: kept((condition, a, b) => tf.where(condition, a, b)),

    sumOver: kept((x, axes) => (axes === null ? tf.sum(x) : tf.sum(x, [...axes], true))),
    maxOver: kept((x, axes) => (axes === null ? tf.max(x) : tf.max(x, [...axes], true))),
  }
}
