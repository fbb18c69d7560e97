/** Arbitrary trees of parameters. @module */
import fc from 'fast-check'
import { tensor, type Dtype, type FloatArray } from '../../pytree/index.ts'
import { anyFiller } from './anyFiller.ts'
import type { NumberKind } from './numbers.ts'

/** Which trees to draw. */
export interface ParamsOptions {
  /** Their numbers; default `'special'`. */
  readonly numbers?: NumberKind
  /** The dtype of all their arrays; default both. */
  readonly dtype?: Dtype
  /** The most leaves and subtrees a container has; default 3. */
  readonly maxWidth?: number
  /** How deep containers nest; default 3. */
  readonly maxDepth?: number
  /** The most elements of a leaf without a shape; default 70. */
  readonly maxLength?: number
}

/** A tree before its leaves have numbers: a leaf is its dtype and shape, or the number of an earlier array to tie to. */
type Plan =
  | { readonly kind: 'number' }
  | { readonly kind: 'array' | 'tensor'; readonly dtype: Dtype; readonly shape: readonly number[] }
  | { readonly kind: 'tie'; readonly to: number }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly Plan[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [string, Plan])[] }

const grow = (plan: Plan, fill: (place: number) => number): unknown => {
  let place = 0
  const arrays: unknown[] = []
  const make = (part: Plan): unknown => {
    switch (part.kind) {
      case 'null':
        return null
      case 'number':
        return fill(place++)
      case 'tie':
        return arrays.length === 0 ? fill(place++) : arrays[part.to % arrays.length]
      case 'list':
        return part.items.map(make)
      case 'record':
        return Object.fromEntries(part.entries.map(([key, item]) => [key, make(item)]))
      default: {
        const size = part.shape.reduce((a, b) => a * b, 1)
        const data: FloatArray = part.dtype === 'float32' ? new Float32Array(size) : new Float64Array(size)
        for (let i = 0; i < size; i++) data[i] = fill(place++)
        const leaf = part.kind === 'tensor' ? tensor(data, part.shape) : data
        arrays.push(leaf)
        return leaf
      }
    }
  }
  return make(plan)
}

const keys = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('w', 'b', 'layer', 'kernel', 'scale') },
  { weight: 1, arbitrary: fc.constantFrom('0', '10', 'odd key', '__proto__', '') },
)

/**
 * Trees of parameters: nested objects and arrays, null subtrees, numbers, `Float32Array`, `Float64Array`, tensors of
 * rank 0 to 4, empty arrays and axes, and arrays that stand in several places.
 */
export const anyParams = ({
  numbers = 'special',
  dtype: only,
  maxWidth = 3,
  maxDepth = 3,
  maxLength = 70,
}: ParamsOptions = {}): fc.Arbitrary<unknown> => {
  const dtype = only === undefined ? fc.constantFrom('float32' as const, 'float64' as const) : fc.constant(only)
  const length = fc.oneof(
    { weight: 4, arbitrary: fc.nat(Math.min(9, maxLength)) },
    { weight: 1, arbitrary: fc.constantFrom(0, 15, 16, 17, 32, 33).map((n) => Math.min(n, maxLength)) },
    { weight: 1, arbitrary: fc.nat(maxLength) },
  )
  const axis = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
    { weight: 1, arbitrary: fc.constant(0) },
  )
  const leaf: fc.Arbitrary<Plan> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('array' as const), dtype, shape: fc.tuple(length) }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('tensor' as const), dtype, shape: fc.array(axis, { maxLength: 4 }) }),
    },
    { weight: 2, arbitrary: fc.constant<Plan>({ kind: 'number' }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('tie' as const), to: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.constant<Plan>({ kind: 'null' }) },
  )
  const { tree } = fc.letrec<{ tree: Plan }>((tie) => ({
    tree: fc.oneof(
      { maxDepth, withCrossShrink: true },
      { weight: 2, arbitrary: leaf },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('list' as const),
          items: fc.array(tie('tree'), { maxLength: maxWidth }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('record' as const),
          entries: fc.uniqueArray(fc.tuple(keys, tie('tree')), {
            minLength: 1,
            maxLength: maxWidth,
            selector: ([key]) => key,
          }),
        }),
      },
    ),
  }))
  return fc.tuple(tree, anyFiller(numbers)).map(([plan, fill]) => grow(plan, fill))
}
