/** The arrays of jax-js. @module */
import { numpy as np } from '@jax-js/jax'
import type { TensorStack } from '../embed/index.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Dtype } from '../pytree/index.ts'
import { tabulate } from './tabulate.ts'

/** An array, or what stands for one while a function is traced. */
export const isArray = (value: unknown): value is np.Array =>
  value instanceof np.Array ||
  (typeof value === 'object' && value !== null && '_trace' in value && 'aval' in value && 'dispose' in value)

const dtypes = {
  float32: np.float32,
  float64: np.float64,
  uint32: np.uint32,
  int32: np.int32,
  bool: np.bool,
}

const dtypeOf = (name: string): (typeof dtypes)[keyof typeof dtypes] =>
  name === 'float64' || name === 'uint32' || name === 'int32' || name === 'bool' ? dtypes[name] : dtypes.float32

/** Traced arrays are on no device yet. */
const placed = (dtype: Dtype, like: np.Array): Parameters<typeof np.full>[2] =>
  like instanceof np.Array ? { dtype: dtypeOf(dtype), device: like.device } : { dtype: dtypeOf(dtype) }

/** Whether an array has a value, which while a function is traced it has not. */
export const isConcrete = (x: np.Array): boolean => x instanceof np.Array

/**
 * The operations of jax-js. jax-js consumes what an operation is given; these take a reference of each argument first, as
 * `TensorStack` asks, so that results alone are the caller's.
 *
 * @param steps for how many counts schedules are tabulated when a function is traced; default until they settle
 */
export const jaxStack = (steps?: number): TensorStack<np.Array> => ({
  name: 'jax-js array',
  is: isArray,
  shape: (x) => x.shape,
  dtype: (x) => x.dtype,
  isReleased: (x) => isConcrete(x) && x.refCount <= 0,

  fill: (value, shape, dtype, like) => np.full([...shape], value, placed(dtype, like)),
  cast: (x, dtype) => x.ref.astype(dtypeOf(dtype)),
  read: (x) => {
    if (!isConcrete(x)) {
      throw new OptfuseError(
        'engine-unavailable',
        'this reads numbers back, as matrix products and noise do, and while a function is traced there are none: take the step outside jit, or jit the gradient alone.',
      )
    }
    const data = x.ref.dataSync()
    return x.dtype === 'float64' ? Float64Array.from(data) : Float32Array.from(data)
  },
  make: (data, like) => {
    const options = placed(data instanceof Float64Array ? 'float64' : 'float32', like)
    // jax-js makes no empty array from data.
    if (data.length === 0) return np.zeros(like.shape, options)
    return np.array(data instanceof Float64Array ? Float64Array.from(data) : Float32Array.from(data), {
      ...options,
      shape: like.shape,
    })
  },
  retain: (x) => x.ref,
  release: (x) => x.dispose(),
  follow: (schedule, count) => {
    const table = tabulate(schedule, steps)
    const last = np.array(table.length - 1, { dtype: np.int32 })
    return np.array([...table], { dtype: np.float32 }).slice(np.minimum(count.ref.astype(np.int32), last))
  },

  add: (a, b) => a.ref.add(b.ref),
  sub: (a, b) => a.ref.sub(b.ref),
  mul: (a, b) => a.ref.mul(b.ref),
  div: (a, b) => a.ref.div(b.ref),
  // np.power gives NaN for 0 to the 0.
  pow: (a, b) => np.where(b.ref.equal(0), 1, np.power(a.ref, b.ref)),
  min: (a, b) => np.minimum(a.ref, b.ref),
  max: (a, b) => np.maximum(a.ref, b.ref),
  abs: (x) => np.abs(x.ref),
  sqrt: (x) => np.sqrt(x.ref),
  floor: (x) => np.floor(x.ref),
  exp: (x) => np.exp(x.ref),
  log: (x) => np.log(x.ref),
  tanh: (x) => np.tanh(x.ref),

  less: (a, b) => a.ref.less(b.ref),
  equal: (a, b) => a.ref.equal(b.ref),
  and: (a, b) => np.logicalAnd(a.ref, b.ref),
  or: (a, b) => np.logicalOr(a.ref, b.ref),
  not: (x) => np.logicalNot(x.ref),
  select: (condition, a, b) => np.where(condition.ref, a.ref, b.ref),

  sumOver: (x, axes) => (axes === null ? x.ref.sum() : x.ref.sum([...axes], { keepdims: true })),
  maxOver: (x, axes) => (axes === null ? x.ref.max() : x.ref.max([...axes], { keepdims: true })),
})
