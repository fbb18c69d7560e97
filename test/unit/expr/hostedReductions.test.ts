import { describe, expect, it } from 'vitest'
import { masked } from '../../../src/chain/masked.ts'
import { compile } from '../../../src/compile/index.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import {
  add,
  exceptFirst,
  mul,
  norm,
  reduceDot,
  reduceMax,
  reduceMin,
  reduceSum,
  reduceSumOfSquares,
  type Axes,
  type Expr,
} from '../../../src/expr/index.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { tensor, type Tensor } from '../../../src/pytree/index.ts'
import type { GradientTransformation, StateType } from '../../../src/rule/index.ts'

const last: Axes = { name: 'last', of: (shape) => (shape.length === 0 ? [] : [shape.length - 1]) }
const lastTwo: Axes = { name: 'lastTwo', of: (shape) => shape.map((_, axis) => axis).slice(-2) }
const first: Axes = { name: 'first', of: (shape) => (shape.length === 0 ? [] : [0]) }

type Opt = GradientTransformation<StateType, never>

/** A transformation whose every element becomes what a formula gives. */
const giving = (formula: (update: Expr) => Expr): Opt =>
  transformation(
    { name: 'giving', options: {}, state: {}, rule: ({ update }) => ({ update: formula(update) }) },
    () => ({}),
  )() as unknown as Opt

const shaped = (shape: readonly number[], ...numbers: readonly number[]): Tensor =>
  tensor(Float32Array.from(numbers), shape)

const dataOf = (leaf: unknown): readonly number[] => (typeof leaf === 'number' ? [leaf] : [...(leaf as Tensor).data])

const matrix = shaped([2, 3], 1, 2, 3, 4, 5, 6)
const cube = shaped([2, 2, 3], 1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60)

/** How many stages a step has, and what it gives for each leaf, on both engines and in place. */
const run = (opt: Opt, tree: Readonly<Record<string, Tensor | number>>) => {
  const results = (['reference', 'wasm'] as const).map((engine) => {
    const on = withEngine(opt, engine)
    return on.update(tree, on.init(tree))[0]
  })
  expect(results[1]).toEqual(results[0])
  const zeros: typeof tree = Object.fromEntries(
    Object.entries(tree).map(([key, leaf]) => [
      key,
      typeof leaf === 'number' ? 0 : tensor(new Float32Array(leaf.data.length), leaf.shape),
    ]),
  )
  const resident = compile(opt, zeros)
  resident.step(tree)
  const { params } = resident.snapshot()
  expect(params).toEqual(results[0])
  const leaves = Object.fromEntries(Object.entries(results[0]).map(([key, leaf]) => [key, dataOf(leaf)]))
  return { stages: explain(opt, tree).totals.stages, ...leaves }
}

describe('a reduction of what does not vary by element', () => {
  it('takes no pass of its own, and counts every element', () => {
    // Row sums 6 and 15, three elements each; the number is a row of its own.
    const sum = giving((u) => reduceSum(reduceSum(u, exceptFirst), 'leaf'))
    expect(run(sum, { w: matrix, b: 7 })).toEqual({ stages: 2, w: Array(6).fill(63), b: [7] })
    const tree = giving((u) => reduceSum(norm(u, 'leaf'), 'tree'))
    expect(run(tree, { w: shaped([2], 3, 4), b: -7 })).toEqual({ stages: 2, w: [17, 17], b: [17] })
  })

  it('has the largest and the smallest once, and squares and products for every element', () => {
    const rows = (u: Expr): Expr => reduceSum(u, exceptFirst)
    const extremes = giving((u) => add(reduceMax(rows(u), 'leaf'), mul(100, reduceMin(rows(u), 'tree'))))
    expect(run(extremes, { w: matrix })).toEqual({ stages: 2, w: Array(6).fill(15 + 600) })
    const squares = giving((u) => reduceSumOfSquares(rows(u), 'leaf'))
    expect(run(squares, { w: matrix })).toEqual({ stages: 2, w: Array(6).fill(3 * (36 + 225)) })
    const products = giving((u) => reduceDot(rows(u), reduceMax(u, 'leaf'), 'leaf'))
    expect(run(products, { w: matrix })).toEqual({ stages: 2, w: Array(6).fill(3 * (6 + 15) * 6) })
  })

  it('goes by whole slices where those of one choice of axes are made of those of another', () => {
    // Sums over the last axis: 6, 15; 60, 150. Over the last two: three times (6 + 15), three times (60 + 150).
    const coarser = giving((u) => reduceSum(reduceSum(u, last), lastTwo))
    expect(run(coarser, { c: cube })).toEqual({ stages: 2, c: [...Array(6).fill(63), ...Array(6).fill(630)] })
    const finer = giving((u) => reduceSum(reduceMax(u, 'leaf'), last))
    expect(run(finer, { w: matrix, b: 2 })).toEqual({ stages: 2, w: Array(6).fill(18), b: [2] })
  })

  it('takes a pass where they are not', () => {
    // The columns of what is 6 in the first row and 15 in the second.
    const across = giving((u) => reduceSum(reduceSum(u, last), first))
    expect(run(across, { w: matrix })).toEqual({ stages: 3, w: Array(6).fill(21) })
  })

  it('sees the leaves inside a mask only, and gathers what it is made of from all of them', () => {
    const sum = giving((u) => reduceSum(reduceSum(u, 'leaf'), 'tree'))
    const opt = masked(sum, { a: true, b: true, c: false }) as unknown as Opt
    const tree = { a: shaped([2], 1, 2), b: 10, c: 100 }
    expect(run(opt, tree)).toEqual({ stages: 2, a: [16, 16], b: [16], c: [100] })
  })

  it('leaves out leaves without elements', () => {
    const sum = giving((u) => reduceSum(add(reduceMax(u, 'leaf'), 1), 'tree'))
    expect(run(sum, { e: shaped([0, 2]), b: 4 })).toEqual({ stages: 2, e: [], b: [5] })
  })
})
