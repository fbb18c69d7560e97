/** Tensors of plain arrays that count their references, to see that embedding gives back all it takes. @module */
import type { TensorStack } from '../../../src/embed/index.ts'
import { shapeSize } from '../../../src/pytree/shape.ts'

/** A tensor. */
export interface Counted {
  readonly data: readonly number[]
  readonly shape: readonly number[]
  readonly dtype: string
  references: number
}

const isCounted = (value: unknown): value is Counted =>
  typeof value === 'object' && value !== null && 'references' in value

const strides = (shape: readonly number[]): readonly number[] =>
  shape.map((length, axis) => (length === 1 ? 0 : shapeSize(shape.slice(axis + 1))))

/** Where an element of a larger tensor stands in one that broadcasts to it. */
const place = (index: number, to: readonly number[], from: readonly number[]): number => {
  const steps = strides(from)
  const offset = to.length - from.length
  return steps.reduce((sum, step, axis) => {
    const at = Math.floor(index / shapeSize(to.slice(axis + offset + 1))) % to[axis + offset]
    return sum + step * at
  }, 0)
}

/** A stack that throws where a tensor is read or released after its last reference was. */
export const countedStack = () => {
  let live = 0
  const made = (data: readonly number[], shape: readonly number[], dtype: string): Counted => {
    live += 1
    const round = dtype === 'float32' ? Math.fround : (x: number) => x
    return { data: data.map(round), shape, dtype, references: 1 }
  }
  const alive = (x: Counted): Counted => {
    if (x.references < 1) throw new Error('this tensor was released')
    return x
  }
  const map =
    (dtype: string | undefined, f: (...numbers: readonly number[]) => number) =>
    (...tensors: readonly Counted[]): Counted => {
      tensors.forEach(alive)
      const rank = Math.max(...tensors.map((x) => x.shape.length))
      const shape = Array.from({ length: rank }, (_, i) =>
        Math.max(...tensors.map((x) => x.shape[i - rank + x.shape.length] ?? 1)),
      )
      const numbers = Array.from({ length: shapeSize(shape) }, (_, i) =>
        f(...tensors.map((x) => x.data[place(i, shape, x.shape)])),
      )
      return made(numbers, shape, dtype ?? tensors[tensors.length - 1].dtype)
    }
  const over =
    (start: number, f: (a: number, b: number) => number) =>
    (x: Counted, axes: readonly number[] | null): Counted => {
      const shape = axes === null ? x.shape.map(() => 1) : x.shape.map((n, axis) => (axes.includes(axis) ? 1 : n))
      const numbers = Array.from({ length: shapeSize(shape) }, () => start)
      alive(x).data.forEach((value, i) => {
        const at = place(i, x.shape, shape)
        numbers[at] = f(numbers[at], value)
      })
      return made(numbers, axes === null ? [] : shape, x.dtype)
    }
  const truth = (holds: boolean): number => (holds ? 1 : 0)
  const stack: TensorStack<Counted> = {
    name: 'Counted',
    is: isCounted,
    shape: (x) => x.shape,
    dtype: (x) => x.dtype,
    fill: (value, shape, dtype) =>
      made(
        Array.from({ length: shapeSize(shape) }, () => value),
        shape,
        dtype,
      ),
    cast: (x, dtype) => made(alive(x).data, x.shape, dtype),
    read: (x) => (x.dtype === 'float32' ? Float32Array : Float64Array).from(alive(x).data),
    make: (data, like) => made([...data], like.shape, like.dtype),
    retain: (x) => {
      live += 1
      alive(x).references += 1
      return x
    },
    release: (x) => {
      live -= 1
      alive(x).references -= 1
    },
    add: map(undefined, (a, b) => a + b),
    sub: map(undefined, (a, b) => a - b),
    mul: map(undefined, (a, b) => a * b),
    div: map(undefined, (a, b) => a / b),
    pow: map(undefined, Math.pow),
    min: map(undefined, Math.min),
    max: map(undefined, Math.max),
    abs: map(undefined, Math.abs),
    sqrt: map(undefined, Math.sqrt),
    floor: map(undefined, Math.floor),
    exp: map(undefined, Math.exp),
    log: map(undefined, Math.log),
    tanh: map(undefined, Math.tanh),
    less: map('bool', (a, b) => truth(a < b)),
    equal: map('bool', (a, b) => truth(a === b)),
    and: map('bool', (a, b) => truth(a !== 0 && b !== 0)),
    or: map('bool', (a, b) => truth(a !== 0 || b !== 0)),
    not: map('bool', (a) => truth(a === 0)),
    select: map(undefined, (p, a, b) => (p === 0 ? b : a)),
    sumOver: over(0, (a, b) => a + b),
    maxOver: over(-Infinity, Math.max),
  }
  return {
    stack,
    /** How many references are held. */
    live: (): number => live,
    tensor: (values: readonly number[], shape: readonly number[] = [values.length], dtype = 'float32'): Counted =>
      made(values, shape, dtype),
  }
}
