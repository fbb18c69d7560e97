/** Arithmetic on numbers and tensors alike. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { ApplyNode, ReduceNode } from '../expr/node.ts'
import type { Dtype } from '../pytree/index.ts'
import { sameShape } from '../pytree/shape.ts'
import type { Arena } from './arena.ts'
import { primitives } from './primitives.ts'
import type { TensorStack } from './tensorStack.ts'

/** A number known on the host, or a tensor; truth values on the host are 1 and 0. */
export type Value<T> = number | T

/** Where arithmetic happens: the dtype it is in, the shape it broadcasts to, and a tensor of the right device. */
export interface Place<T> {
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly like: T
}

/** Arithmetic that stays on the host, in float64, as long as all it needs is known there. Results belong to the arena. */
export interface Calculator<T> {
  readonly apply: (node: ApplyNode, args: readonly Value<T>[], place: Place<T>) => Value<T>
  /** Reduce values of a leaf over some axes, which keep length 1, or, for `null`, over all of it to a scalar. */
  readonly reduce: (
    node: ReduceNode,
    args: readonly Value<T>[],
    axes: readonly number[] | null,
    place: Place<T>,
  ) => Value<T>
  /** Combine two partial results. */
  readonly combine: (node: ReduceNode, a: Value<T>, b: Value<T>, place: Place<T>) => Value<T>
  /** A tensor of exactly the dtype and shape of the place. */
  readonly full: (value: Value<T>, place: Place<T>) => T
}

const isNumber = (value: unknown): value is number => typeof value === 'number'

/** A calculator on a stack's tensors. */
export const createCalculator = <T extends object>(stack: TensorStack<T>, arena: Arena<T>): Calculator<T> => {
  const { own, free } = arena
  const scalars = new Map<string, T>()

  const scalar = (value: number, { dtype, like }: Place<T>): T => {
    const key = `${dtype} ${Object.is(value, -0) ? '-0' : value}`
    const known = scalars.get(key)
    if (known !== undefined) return known
    const made = own(stack.fill(value, [], dtype, like))
    scalars.set(key, made)
    return made
  }

  const truth = (value: number, place: Place<T>): T => {
    const key = `truth ${value}`
    const known = scalars.get(key)
    if (known !== undefined) return known
    const made = own(stack.equal(scalar(value, place), scalar(1, place)))
    scalars.set(key, made)
    return made
  }

  /** Run `compute` on the values as tensors of the place's dtype. */
  const onTensors = (
    values: readonly Value<T>[],
    types: readonly ('number' | 'boolean')[],
    place: Place<T>,
    compute: (...tensors: readonly T[]) => T,
  ): T => {
    const temporary: T[] = []
    const tensors = values.map((value, i) => {
      if (isNumber(value)) return types[i] === 'boolean' ? truth(value, place) : scalar(value, place)
      if (types[i] === 'boolean' || stack.dtype(value) === place.dtype) return value
      const cast = own(stack.cast(value, place.dtype))
      temporary.push(cast)
      return cast
    })
    const result = own(compute(...tensors))
    temporary.forEach(free)
    return result
  }

  const binary = (name: 'add' | 'mul' | 'max' | 'min', a: Value<T>, b: Value<T>, place: Place<T>): T =>
    onTensors([a, b], ['number', 'number'], place, (x, y) => stack[name](x, y))

  const spread = (value: Value<T>, place: Place<T>): T => {
    const ones = own(stack.fill(isNumber(value) ? value : 1, place.shape, place.dtype, place.like))
    if (isNumber(value)) return ones
    const result = binary('mul', value, ones, place)
    free(ones)
    return result
  }

  const full = (value: Value<T>, place: Place<T>): T => {
    if (isNumber(value) || !sameShape(stack.shape(value), place.shape)) return spread(value, place)
    return own(stack.dtype(value) === place.dtype ? stack.retain(value) : stack.cast(value, place.dtype))
  }

  const apply: Calculator<T>['apply'] = ({ operation }, args, place) => {
    const [a, b = 0, c = 0] = args
    if (isNumber(a) && isNumber(b) && isNumber(c)) return operation.evaluate(a, b, c)
    if (operation.name === 'select' && isNumber(a)) {
      const taken = a === 0 ? c : b
      return isNumber(taken) ? taken : own(stack.retain(taken))
    }
    if (operation.name === 'pow' && isNumber(a) && a > 0) {
      // The logarithm of a known base is exact, which a bias correction 1 - b^t needs where b is close to 1.
      return onTensors([b, Math.log(a)], ['number', 'number'], place, (exponent, log) => {
        const product = own(stack.mul(exponent, log))
        const power = stack.exp(product)
        free(product)
        return power
      })
    }
    const call = primitives[operation.name]
    if (call === undefined) {
      throw new OptfuseError('invalid-rule', `the operation ${operation.name} has no meaning on tensors yet.`)
    }
    return onTensors(args, operation.argumentTypes, place, (x, y = x, z = x) => call(stack, x, y, z))
  }

  const overNumber = ({ reduction }: ReduceNode, value: number, count: number): number =>
    count === 0 ? reduction.neutral : reduction.combine === 'add' ? value * count : value

  const reduce: Calculator<T>['reduce'] = (node, args, axes, place) => {
    const { prepare, combine } = node.reduction
    const [a, b = a] = args
    const over = axes ?? place.shape.map((_, axis) => axis)
    const count = over.reduce((product, axis) => product * place.shape[axis], 1)
    if (isNumber(a) && isNumber(b)) {
      return overNumber(node, prepare === 'identity' ? a : a * b, count)
    }
    if (place.shape.includes(0)) return node.reduction.neutral
    const prepared = prepare === 'identity' ? a : binary('mul', a, prepare === 'square' ? a : b, place)
    const turned = combine === 'min' ? binary('mul', prepared, -1, place) : prepared
    const whole = full(turned, place)
    const overAxes = combine === 'add' ? stack.sumOver : stack.maxOver
    const reduced = own(axes?.length === 0 ? stack.retain(whole) : overAxes(whole, axes))
    const result = combine === 'min' ? binary('mul', reduced, -1, place) : reduced
    free(whole)
    if (!isNumber(turned) && turned !== prepared) free(turned)
    if (!isNumber(prepared) && prepared !== a) free(prepared)
    if (result !== reduced) free(reduced)
    return result
  }

  const combine: Calculator<T>['combine'] = ({ reduction }, a, b, place) =>
    isNumber(a) && isNumber(b) ? reduction.combined(a, b) : binary(reduction.combine, a, b, place)

  return { apply, reduce, combine, full }
}
