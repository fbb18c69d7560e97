import { describe, expect, test } from 'vitest'
import { cutBatches } from '../../../src/compile/batches.ts'
import { layOut } from '../../../src/compile/layout.ts'
import { exceptFirst, type Axes } from '../../../src/expr/index.ts'
import { flatten, tensor } from '../../../src/pytree/index.ts'

const unlimited = { float32: Infinity, float64: Infinity }
const layoutOf = (tree: unknown, axes: readonly Axes[] = []) =>
  layOut(flatten(tree).def, { axes, byRank: axes.length > 0, sets: [], capacity: unlimited })
const runsOf = (tree: unknown, axes: readonly Axes[] = []) =>
  layoutOf(tree, axes).groups.flatMap((group) => group.runs().map(({ leaf, start, count }) => [leaf, start, count]))
const matrix = (...shape: readonly number[]) => tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape)

describe('runs', () => {
  test('are leaves, cut every 8192 elements; empty leaves have none', () => {
    expect(runsOf([new Float32Array(3), new Float32Array(0), new Float32Array(16385)])).toEqual([
      [0, 0, 3],
      [2, 0, 8192],
      [2, 8192, 8192],
      [2, 16384, 1],
    ])
  })
  test('are slices where an axis is reduced, or the stretches across them', () => {
    expect(runsOf(matrix(2, 3), [exceptFirst])).toEqual([
      [0, 0, 3],
      [0, 3, 3],
    ])
    const first: Axes = { name: 'first', of: () => [0] }
    expect(runsOf(matrix(2, 3), [first])).toEqual([
      [0, 0, 3],
      [0, 3, 3],
    ])
    const all: Axes = { name: 'all', of: (shape) => shape.map((_, i) => i) }
    expect(runsOf(matrix(2, 3, 4), [all])).toEqual([[0, 0, 24]])
    expect(runsOf(matrix(2, 1, 3), [exceptFirst])).toEqual(runsOf(matrix(2, 3), [exceptFirst]))
  })
})

test('slices are numbered leaf by leaf, with a stride for each axis that is kept', () => {
  const alternate: Axes = { name: 'alternate', of: () => [0, 2] }
  const { leaves, sliceCounts } = layoutOf([matrix(2, 3, 4, 5), matrix(1, 2, 1, 2)], [alternate])
  expect(sliceCounts).toEqual([19])
  expect(leaves.map(({ slices }) => slices)).toEqual([
    [{ first: 0, count: 15, size: 8, strides: [0, 5, 0, 1] }],
    [{ first: 15, count: 4, size: 1, strides: [0, 2, 0, 1] }],
  ])
})

test('batches fill the window and never split a run; stretches of one leaf are copied as one', () => {
  const [group] = layoutOf([new Float32Array(5000), new Float32Array(3000), new Float32Array(9000)]).groups
  const batches = cutBatches(group, 8192)
  expect(batches.map(({ stretches }) => stretches)).toEqual([
    [
      { leaf: 0, start: 0, at: 0, count: 5000 },
      { leaf: 1, start: 0, at: 5000, count: 3000 },
    ],
    [{ leaf: 2, start: 0, at: 0, count: 8192 }],
    [{ leaf: 2, start: 8192, at: 0, count: 808 }],
  ])
  const [whole] = cutBatches(group, Infinity)
  expect(whole.stretches.map(({ leaf, at, count }) => [leaf, at, count])).toEqual([
    [0, 0, 5000],
    [1, 5000, 3000],
    [2, 8000, 9000],
  ])
  expect([...whole.flat]).toEqual([0, 17_000])
})
