/** Run a program step by step on a small tree, with any kind of numbers. @module */
import { isOptfuseError } from '../errors/OptfuseError.ts'
import { add, input, max, min, mul, type Expr, type Extent, type Operation } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import type { Arithmetic } from './arithmetic.ts'
import { fromNumber, rational } from './rational.ts'

const operationOf = (build: (a: Expr, b: Expr) => Expr): readonly Operation[] => {
  const node = build(input('update'), input('gradient'))
  return node.kind === 'apply' ? [node.operation] : []
}

/** What a function gives; `undefined` where it refuses, as a schedule of symbols and axes of another shape do. */
const withoutError = <A>(get: () => A): A | undefined => {
  try {
    return get()
  } catch (error) {
    if (isOptfuseError(error)) return undefined
    throw error
  }
}

const [addition, product, larger, smaller] = [add, mul, max, min].flatMap(operationOf)

/** One value for each element of the tree; `undefined` where there is none. */
export type Values<T> = readonly (T | undefined)[]

/** What a step starts from. */
export interface StepInputs<T> {
  readonly gradient: Values<T>
  readonly param: Values<T>
  /** By the slot's expression. */
  readonly slots: ReadonlyMap<Expr, Values<T>>
  /** The numbers that symbols stand for, by their names. */
  readonly symbols: Readonly<Record<string, number>>
  /** The extra arguments of the step, by their names. */
  readonly extras: Readonly<Record<string, number>>
}

/** A function that evaluates the roots over a tree of leaves of the given shapes, element by element. */
export const createEvaluator = <T>(
  roots: readonly Expr[],
  shapes: readonly (readonly number[])[],
  arithmetic: Arithmetic<T>,
): ((inputs: StepInputs<T>) => readonly Values<T>[]) => {
  const { of, apply, toNumber } = arithmetic
  const sizes = shapes.map((shape) => shape.reduce((a, b) => a * b, 1))
  const elements = shapes.flatMap((shape, leaf) =>
    Array.from({ length: sizes[leaf] }, (_, index) => ({ leaf, index, shape })),
  )
  const all = (value: T | undefined): Values<T> => elements.map(() => value)

  /** Which elements are reduced together: equal labels; none for a leaf whose shape the choice of axes refuses. */
  const labelsOf = (over: Extent): readonly (string | undefined)[] =>
    elements.map(({ leaf, index, shape }) => {
      if (over === 'tree') return ''
      if (over === 'leaf') return String(leaf)
      const gone = withoutError(() => over.of(shape))
      if (gone === undefined) return undefined
      const coordinates: number[] = []
      let rest = index
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        if (!gone.includes(axis)) coordinates.push(rest % shape[axis])
        rest = Math.floor(rest / shape[axis])
      }
      return `${leaf}: ${coordinates.join()}`
    })

  const grouped = (over: Extent, values: Values<T>, operation: Operation): Values<T> => {
    const results = new Map<string | undefined, T | undefined>([[undefined, undefined]])
    const labels = labelsOf(over)
    labels.forEach((label, i) => {
      const value = values[i]
      if (!results.has(label)) {
        results.set(label, value)
        return
      }
      const before = results.get(label)
      results.set(label, before === undefined || value === undefined ? undefined : apply(operation, [before, value]))
    })
    return labels.map((label) => results.get(label))
  }

  /** An operation element by element; what is the same for all is worked out once. */
  const pointwise = (operation: Operation, args: readonly Values<T>[], isUniform = false): Values<T> => {
    const [first, second, third] = args
    const at = (i: number): T | undefined => {
      const a = first[i]
      if (a === undefined) return undefined
      // What is not taken has no effect, whatever it is.
      if (operation.name === 'select') return toNumber(a) === 0 ? third[i] : second[i]
      if (args.length === 1) return apply(operation, [a])
      const b = second[i]
      if (b === undefined) return undefined
      if (args.length === 2) return apply(operation, [a, b])
      const c = third[i]
      return c === undefined ? undefined : apply(operation, [a, b, c])
    }
    return isUniform ? all(at(0)) : elements.map((_, i) => at(i))
  }

  const constants = new Map<number, Values<T>>()
  const fixed = (value: number): Values<T> => {
    const known = constants.get(value)
    if (known !== undefined) return known
    const exact = fromNumber(value)
    const made = all(exact && of(exact))
    constants.set(value, made)
    return made
  }

  const order = postorder(roots)
  return (inputs: StepInputs<T>): readonly Values<T>[] => {
    const done = new Map<Expr, Values<T>>()
    const valueOf = (expr: Expr): Values<T> => done.get(expr) ?? all(undefined)
    const evaluate = (expr: Expr): Values<T> => {
      switch (expr.kind) {
        case 'constant':
          return fixed(expr.value)
        case 'hyper':
          return fixed(expr.symbol === undefined ? expr.value : inputs.symbols[expr.name])
        case 'scheduled': {
          const [count] = valueOf(expr.count)
          return count === undefined ? all(undefined) : fixed(withoutError(() => expr.schedule(toNumber(count))) ?? NaN)
        }
        case 'input':
          return expr.name === 'param' ? inputs.param : inputs.gradient
        case 'extra':
          return fixed(inputs.extras[expr.name])
        case 'slot':
          return inputs.slots.get(expr) ?? all(undefined)
        case 'size': {
          const labels = labelsOf(expr.over)
          return labels.map((label) =>
            label === undefined ? undefined : of(rational(BigInt(labels.filter((each) => each === label).length))),
          )
        }
        case 'member':
          // Which leaves are in a set is known of trees, and these numbers stand for any.
          return all(undefined)
        case 'rank':
          return elements.map(({ shape }) => of(rational(BigInt(shape.length))))
        case 'apply':
          return pointwise(expr.operation, expr.args.map(valueOf), expr.scope === 'uniform')
        case 'whole':
          // It is worked out in floating point, and these numbers may be of any kind.
          return all(undefined)
        case 'reduce': {
          const { prepare, combine } = expr.reduction
          const [a, b = a] = expr.args.map(valueOf)
          const prepared = prepare === 'identity' ? a : pointwise(product, [a, prepare === 'square' ? a : b])
          return grouped(expr.over, prepared, combine === 'add' ? addition : combine === 'max' ? larger : smaller)
        }
      }
    }
    for (const expr of order) done.set(expr, evaluate(expr))
    return roots.map(valueOf)
  }
}
