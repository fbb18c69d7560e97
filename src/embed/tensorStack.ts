/** What another stack's tensors must be able to do. @module */
import type { Dtype, FloatArray } from '../pytree/index.ts'

/**
 * The operations of a tensor library, enough to run every transformation on its tensors.
 *
 * No operation consumes what it is given: each returns a tensor, or a reference to one, that the caller owns and gives
 * back with `release`. Operands have one dtype; their shapes are equal or broadcast as in NumPy. A truth value is a tensor
 * of whatever dtype the stack's comparisons give.
 *
 * `checkStack` of `optfuse/laws` tries an implementation on the laws stated here.
 *
 * @typeParam T the tensor type
 */
export interface TensorStack<T extends object> {
  /** The tensor type as messages call it, such as `'tf.Tensor'`. */
  readonly name: string
  /** Whether a value is a tensor of this stack; asked of any value, `null` among them. */
  readonly is: (value: unknown) => value is T
  /** The dimensions; `[]` for a scalar. */
  readonly shape: (x: T) => readonly number[]
  /** `'float32'`, `'float64'`, or whatever the stack calls another dtype; such leaves are refused. */
  readonly dtype: (x: T) => string

  /** A tensor with the same number everywhere, on the device of `like`. */
  readonly fill: (value: number, shape: readonly number[], dtype: Dtype, like: T) => T
  /** The numbers of a tensor of numbers, in another dtype. */
  readonly cast: (x: T, dtype: string) => T
  /** The elements in row-major order, copied to the host; for tests, and for schedules that are plain functions. */
  readonly read: (x: T) => FloatArray
  /** A tensor that holds these elements, of the shape of `like` and on its device. */
  readonly make: (data: FloatArray, like: T) => T

  /** Whether a tensor was given back already, where the stack can tell; one that was is refused by its path. */
  readonly isReleased?: (x: T) => boolean
  /** One more reference to the same numbers, to be released by itself. */
  readonly retain: (x: T) => T
  /** Give a reference back. */
  readonly release: (x: T) => void
  /**
   * What a schedule gives at a count of rank 0, for a stack on which a count may have no value yet, because a function is
   * being traced. Without it the count is read.
   */
  readonly follow?: (schedule: (count: number) => number, count: T) => T

  readonly add: (a: T, b: T) => T
  readonly sub: (a: T, b: T) => T
  readonly mul: (a: T, b: T) => T
  readonly div: (a: T, b: T) => T
  /** a to the b; exact for b = 0 and b = 1. */
  readonly pow: (a: T, b: T) => T
  /** The smaller one; NaN where either is. */
  readonly min: (a: T, b: T) => T
  /** The larger one; NaN where either is. */
  readonly max: (a: T, b: T) => T
  readonly abs: (x: T) => T
  readonly sqrt: (x: T) => T
  readonly floor: (x: T) => T
  readonly exp: (x: T) => T
  readonly log: (x: T) => T
  readonly tanh: (x: T) => T

  /** Whether a < b; false where either is NaN. */
  readonly less: (a: T, b: T) => T
  /** Whether a = b; false where either is NaN, so that NaN does not equal itself. */
  readonly equal: (a: T, b: T) => T
  readonly and: (a: T, b: T) => T
  readonly or: (a: T, b: T) => T
  readonly not: (x: T) => T
  /** a where the condition holds, b elsewhere; what is not taken has no effect, be it NaN or infinite. */
  readonly select: (condition: T, a: T, b: T) => T

  /** The sum over these axes, which stay with length 1; for `null` over all, to a scalar of shape []. */
  readonly sumOver: (x: T, axes: readonly number[] | null) => T
  /** The largest over these axes, as in `sumOver`; NaN where any is. */
  readonly maxOver: (x: T, axes: readonly number[] | null) => T
}
