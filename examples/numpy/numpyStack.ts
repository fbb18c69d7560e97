// The tensors of numpy-ts, as optfuse sees them. This is all it takes to run every optimizer on another library's tensors.

import * as np from 'numpy-ts'
import type { TensorStack } from 'optfuse/embed'

/** A sum over everything comes as a plain number; it becomes an array of rank 0 in the dtype of what was summed. */
const asArray = (result: unknown, dtype: np.DType): np.NDArrayCore =>
  result instanceof np.NDArrayCore ? result : np.full([], Number(result), dtype)

const over = (axes: readonly number[] | null): [axis?: number[], keepdims?: boolean] =>
  axes === null ? [] : [[...axes], true]

/** The library's own minimum and maximum take the other one where one is NaN. */
const smaller = (a: np.NDArrayCore, b: np.NDArrayCore): np.NDArrayCore =>
  np.where(np.less(a, b), a, np.where(np.equal(a, a), b, a))

export const numpyStack: TensorStack<np.NDArrayCore> = {
  name: 'NDArray of numpy-ts',
  is: (value): value is np.NDArrayCore => value instanceof np.NDArrayCore,
  shape: (x) => x.shape,
  dtype: (x) => x.dtype,

  fill: (value, shape, dtype) => np.full([...shape], value, dtype),
  cast: (x, dtype) => x.astype(dtype === 'float64' ? 'float64' : 'float32'),
  read: (x) => {
    const flat = np.ravel(x).toArray()
    return x.dtype === 'float32' ? Float32Array.from(flat) : Float64Array.from(flat)
  },
  make: (data, like) => np.reshape(np.array(Array.from(data), like.dtype), [...like.shape]),

  // Arrays are collected as garbage; nobody counts references.
  retain: (x) => x,
  release: () => undefined,

  add: (a, b) => np.add(a, b),
  sub: (a, b) => np.subtract(a, b),
  mul: (a, b) => np.multiply(a, b),
  div: (a, b) => np.divide(a, b),
  pow: (a, b) => np.power(a, b),
  min: (a, b) => smaller(a, b),
  max: (a, b) => np.negative(smaller(np.negative(a), np.negative(b))),
  abs: (x) => np.abs(x),
  sqrt: (x) => np.sqrt(x),
  floor: (x) => np.floor(x),
  exp: (x) => np.exp(x),
  log: (x) => np.log(x),
  tanh: (x) => np.tanh(x),

  less: (a, b) => np.less(a, b),
  equal: (a, b) => np.equal(a, b),
  and: (a, b) => np.logical_and(a, b),
  or: (a, b) => np.logical_or(a, b),
  not: (x) => np.logical_not(x),
  select: (condition, a, b) => np.where(condition, a, b),

  sumOver: (x, axes) => asArray(np.sum(x, ...over(axes)), x.dtype),
  maxOver: (x, axes) => {
    const broken = asArray(np.any(np.isnan(x), ...over(axes)), 'bool')
    return np.where(broken, np.full([], NaN, x.dtype), asArray(np.max(x, ...over(axes)), x.dtype))
  },
}
