import { describe, expect, test } from 'vitest'
import {
  add,
  all,
  any,
  exceptFirst,
  greater,
  isFinite,
  mean,
  mul,
  norm,
  reduceDot,
  reduceMax,
  reduceMin,
  reduceSum,
  reduceSumOfSquares,
  rms,
  select,
  size,
  square,
  sub,
  type Axes,
  type Expr,
  type Extent,
} from '../../../src/expr/index.ts'
import { tensor, type FloatArray, type Tensor } from '../../../src/pytree/index.ts'
import { expectSameBits } from '../../helpers/bits.ts'
import { stateless, x } from '../../helpers/elementwise.ts'
import { everyWay } from '../../helpers/everyWay.ts'

/** Numbers of many magnitudes, the same every time. */
const noise = (length: number, seed = 1): readonly number[] => {
  let state = seed
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return (state / 2147483648 - 0.5) * 10 ** ((state % 7) - 3)
  })
}

const choice = (name: string, pick: (rank: number) => readonly number[]): Axes => ({
  name,
  of: (shape) => pick(shape.length).filter((axis) => axis < shape.length),
})
const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i)
const axes: readonly Axes[] = [
  exceptFirst,
  choice('first', () => [0]),
  choice('last', (rank) => (rank === 0 ? [] : [rank - 1])),
  choice('alternate', (rank) => range(0, rank).filter((axis) => axis % 2 === 0)),
  choice('middle', () => [1, 2]),
  choice('every', (rank) => range(0, rank)),
  choice('none', () => []),
]

const shapes: readonly (readonly number[])[] = [
  [],
  [0],
  [1],
  [5],
  [3, 1, 5],
  [2, 3, 4, 5],
  [4, 0, 3],
  [1, 1],
  [1, 7],
  [7, 1],
  [1, 6, 1, 3, 1],
  [17, 16],
  [3, 33],
  [2, 8193],
  [1030, 2],
  [13, 70],
]

/** For each element of a leaf, the elements of its slice, in order. */
const slicesOf = (shape: readonly number[], reduced: ReadonlySet<number>): readonly (readonly number[])[] => {
  const count = shape.reduce((a, b) => a * b, 1)
  const groups = new Map<string, number[]>()
  const keys = range(0, count).map((index) => {
    let rest = index
    const position = [...shape].reverse().map((length) => {
      const at = rest % length
      rest = Math.floor(rest / length)
      return at
    })
    const key = position
      .reverse()
      .map((at, axis) => (reduced.has(axis) ? '*' : at))
      .join()
    if (!groups.has(key)) groups.set(key, [])
    return key
  })
  keys.forEach((key, index) => groups.get(key)?.push(index))
  return keys.map((key) => groups.get(key) ?? [])
}

const close = (actual: number, wanted: number, scale: number): boolean =>
  Object.is(actual, wanted) || Math.abs(actual - wanted) <= 1e-12 * Math.max(scale, Math.abs(wanted))

const reductions: readonly (readonly [string, (over: Extent) => Expr, (values: readonly number[]) => number])[] = [
  ['sum', (over) => reduceSum(x, over), (v) => v.reduce((a, b) => a + b, 0)],
  ['sumOfSquares', (over) => reduceSumOfSquares(x, over), (v) => v.reduce((a, b) => a + b * b, 0)],
  ['dot', (over) => reduceDot(x, add(x, 1), over), (v) => v.reduce((a, b) => a + b * (b + 1), 0)],
  ['max', (over) => reduceMax(x, over), (v) => Math.max(...v)],
  ['min', (over) => reduceMin(x, over), (v) => Math.min(...v)],
  ['any', (over) => select(any(greater(x, 3), over), 1, 0), (v) => (v.some((a) => a > 3) ? 1 : 0)],
  ['all', (over) => select(all(greater(x, -3), over), 1, 0), (v) => (v.every((a) => a > -3) ? 1 : 0)],
  ['mean', (over) => mean(x, over), (v) => v.reduce((a, b) => a + b, 0) / v.length],
  ['rms', (over) => rms(x, over), (v) => Math.sqrt(v.reduce((a, b) => a + b * b, 0) / v.length)],
  ['size', (over) => add(mul(x, 0), size(over)), (v) => v.length],
]

describe('a reduction over axes is that of each slice by itself, every way and for awkward shapes', () => {
  const leaves = Object.fromEntries(
    shapes.map((shape, i): [string, Tensor<Float64Array>] => [
      `l${i}`,
      tensor(
        Float64Array.from(
          noise(
            shape.reduce((a, b) => a * b, 1),
            i + 1,
          ),
        ),
        shape,
      ),
    ]),
  )
  describe.each(axes.map((choiceOfAxes) => [choiceOfAxes.name, choiceOfAxes] as const))('%s', (_, over) => {
    const slices = new Map(shapes.map((shape, i) => [`l${i}`, slicesOf(shape, new Set(over.of(shape)))]))
    test.each(reductions)('%s', (_name, reduce, naive) => {
      const { updates } = everyWay(stateless(reduce(over)), leaves, [leaves])
      for (const [key, { data, shape }] of Object.entries(leaves)) {
        const seen = new Map<readonly number[], readonly [number, number]>()
        slices.get(key)?.forEach((members, index) => {
          let entry = seen.get(members)
          if (entry === undefined) {
            const values = members.map((at) => data[at])
            const scale = values.reduce((a, b) => a + Math.abs(b) * (1 + Math.abs(b)), 0)
            entry = [naive(values), scale]
            seen.set(members, entry)
          }
          const actual = updates[key].data[index]
          if (!close(actual, ...entry)) expect.fail(`[${shape.join()}] at ${index}: got ${actual}, wanted ${entry[0]}`)
        })
      }
    })
  })
})

/** The documented order, written once more: lanes, blocks, leaves. */
const inLanes = (values: readonly number[]): number => {
  const lanes = Array.from({ length: 8 }, () => 0)
  values.forEach((value, i) => (lanes[i % 8] += value))
  const fold = (width: number): number => {
    if (width === 0) return lanes[0]
    for (let i = 0; i < width; i++) lanes[i] += lanes[i + width]
    return fold(Math.floor(width / 2))
  }
  return fold(4)
}
const inBlocks = (values: readonly number[]): number =>
  range(0, Math.ceil(values.length / 8192)).reduce(
    (sum, block) => sum + inLanes(values.slice(block * 8192, block * 8192 + 8192)),
    0,
  )

const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 8191, 8192, 8193, 16384, 16399, 20001]

describe('sums follow the documented order to the bit', () => {
  test.each(sizes)('a leaf of %i elements', (length) => {
    const values = noise(length, 5)
    const singles = Float32Array.from(values)
    for (const data of [Float64Array.from(values), singles]) {
      const sum = inBlocks(Array.from(data))
      const squares = inBlocks(Array.from(data, (value) => value * value))
      const product = inBlocks(
        Array.from(data, (value) => value * (data === singles ? Math.fround(value + 1) : value + 1)),
      )
      const like = (value: number): FloatArray => data.map(() => value)
      const updateOf = (expr: Expr): FloatArray => everyWay(stateless(expr), { w: data }, [{ w: data }]).updates.w
      expectSameBits(updateOf(reduceSum(x, 'leaf')), like(sum), 'sum')
      expectSameBits(updateOf(reduceSumOfSquares(x, 'tree')), like(squares), 'squares')
      expectSameBits(updateOf(reduceDot(x, add(x, 1), 'leaf')), like(product), 'dot')
    }
  })

  test('over a tree: leaf by leaf in canonical order, whatever their dtypes and the order of keys', () => {
    const [b, a, c] = [Float32Array.from(noise(8200, 2)), Float64Array.from(noise(9000, 3)), 0.1]
    const wanted = [a, b, [c]].reduce<number>((total, leaf) => total + inBlocks(Array.from(leaf)), 0)
    const opt = stateless(reduceSum(x, 'tree'))
    const { updates } = everyWay(opt, { c, b, a }, [{ c, b, a }])
    expect(updates.c).toBe(wanted)
    expect(opt.update({ a, b, c }, {})[0].c).toBe(wanted)
  })

  test('over the rows of a matrix: lanes within each row, rows of more than 8192 in blocks', () => {
    for (const columns of [1, 16, 33, 8193]) {
      const data = Float64Array.from(noise(3 * columns, 7))
      const { updates } = everyWay(
        stateless(reduceSum(x, exceptFirst)),
        [tensor(data, [3, columns])],
        [[tensor(data, [3, columns])]],
      )
      const rows = [0, 1, 2].map((i) => inBlocks(Array.from(data.subarray(i * columns, (i + 1) * columns))))
      expectSameBits(
        updates[0].data,
        Float64Array.from(data, (_, i) => rows[Math.floor(i / columns)]),
        `${columns} columns`,
      )
    }
  })
})

test('one element that is not finite is found in whichever block and lane it stands', () => {
  const opt = stateless(select(all(isFinite(x), 'tree'), 1, 2))
  for (const length of [16384, 24576, 30000]) {
    for (const make of [Float32Array, Float64Array]) {
      const updateOf = (w: FloatArray): number => everyWay(opt, { w }, [{ w }]).updates.w[0]
      expect(updateOf(new make(length))).toBe(1)
      for (const at of [0, 5, 8190, 8192, 12345, 16383, length - 1]) {
        expect(updateOf(new make(length).fill(NaN, at, at + 1)), `element ${at} of ${length}`).toBe(2)
      }
    }
  }
})

test('float32 squares and sums do not overflow on the way', () => {
  const w = new Float32Array(40).fill(1e30)
  const { updates } = everyWay(stateless(norm(x, 'tree')), { w }, [{ w }])
  expectSameBits(updates.w, new Float32Array(40).fill(Math.sqrt(40) * Math.fround(1e30)))
})

test('NaN and infinity anywhere come through every reduction, in the main loop and in the tail', () => {
  for (const at of [0, 15, 16, 40]) {
    const w = Float64Array.from({ length: 41 }, (_, i) => i - 20)
    const broken = (value: number): Float64Array => w.map((old, i) => (i === at ? value : old))
    const valueOf = (expr: Expr, data: Float64Array): number =>
      everyWay(stateless(expr), { w: data }, [{ w: data }]).updates.w[3]
    expect(valueOf(reduceSum(x, 'leaf'), broken(NaN))).toBe(NaN)
    expect(valueOf(reduceMax(x, 'leaf'), broken(NaN))).toBe(NaN)
    expect(valueOf(reduceMin(x, 'tree'), broken(NaN))).toBe(NaN)
    expect(valueOf(reduceMax(x, 'tree'), broken(Infinity))).toBe(Infinity)
    expect(valueOf(reduceMin(x, 'leaf'), broken(-Infinity))).toBe(-Infinity)
    expect(valueOf(reduceSumOfSquares(x, 'leaf'), broken(-Infinity))).toBe(Infinity)
  }
})

test('over nothing: sums are 0, the largest is -∞, everything holds and nothing does', () => {
  const tree = { a: new Float32Array(0), b: null, s: 0 }
  const valueOf = (expr: Expr): number => everyWay(stateless(add(expr, 0)), tree, [tree]).updates.s
  expect(valueOf(reduceSum(x, 'tree'))).toBe(0)
  expect(
    everyWay(stateless(reduceMax(x, 'tree')), { a: new Float32Array(0) }, [{ a: new Float32Array(0) }]),
  ).toBeDefined()
  const emptyMax = stateless(select(greater(reduceMax(x, 'leaf'), 5), 1, 0))
  expect(everyWay(emptyMax, tree, [tree]).updates.s).toBe(0)
})

test('several extents in one rule, and reductions of reductions', () => {
  const [rowMean, leafMean, treeMean] = [mean(x, exceptFirst), mean(x, 'leaf'), mean(x, 'tree')]
  const spread = mean(square(sub(x, rowMean)), axes[1])
  const formula = add(mul(spread, x), sub(leafMean, reduceMax(add(rowMean, treeMean), 'tree')))
  const data = Float64Array.of(1, 2, 3, 5, 7, 9)
  const tree = { m: tensor(data, [2, 3]), v: Float64Array.of(4, 0) }
  const { updates } = everyWay(stateless(formula), tree, [tree])
  // Rows of m: 2 and 7. Columns of (m - row)²: means (1+4)/2, 0, (1+4)/2. Leaf means 4.5 and 2, tree mean 31/8.
  // A vector has no axes but the first: its row means are itself, so the largest row mean is 7.
  const largest = 7 + 31 / 8
  expect([...updates.m.data]).toEqual([2.5, 0, 7.5, 12.5, 0, 22.5].map((v) => v + (4.5 - largest)))
  // (v - v)² = 0 and the mean over its only axis is 0.
  expect([...updates.v]).toEqual([2 - largest, 2 - largest])
})
