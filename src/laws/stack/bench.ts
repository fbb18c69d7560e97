/** Put numbers into tensors and read results, giving back what was made. @module */
import type { FloatArray } from '../../pytree/index.ts'
import type { StackTrial } from './stackLaw.ts'

/** Tensors made for one trial. */
export interface Bench<T> {
  readonly tensor: (values: readonly number[], shape: readonly number[]) => T
  /** Take charge of a result. */
  readonly keep: (x: T) => T
  /** The numbers of a tensor. */
  readonly numbers: (x: T) => readonly number[]
  /** 1 and 0 for a tensor of truth values of this shape. */
  readonly truths: (x: T, shape: readonly number[]) => readonly number[]
  /** A tensor of truth values: true where a value is not 0. */
  readonly condition: (values: readonly number[], shape: readonly number[]) => T
  readonly clear: () => void
}

export const openBench = <T extends object>({ stack, like, dtype }: StackTrial<T>): Bench<T> => {
  const made: T[] = []
  const keep = (x: T): T => {
    made.push(x)
    return x
  }
  const tensor = (values: readonly number[], shape: readonly number[]): T => {
    const data: FloatArray = dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values)
    return keep(stack.make(data, keep(stack.fill(0, shape, dtype, like))))
  }
  const filled = (value: number, shape: readonly number[]): T => keep(stack.fill(value, shape, dtype, like))
  const numbers = (x: T): readonly number[] => [...stack.read(x)]
  return {
    tensor,
    keep,
    numbers,
    truths: (x, shape) => numbers(keep(stack.select(x, filled(1, shape), filled(0, shape)))),
    condition: (values, shape) => keep(stack.not(keep(stack.equal(tensor(values, shape), filled(0, shape))))),
    clear: () => made.splice(0).forEach(stack.release),
  }
}
