import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { compile } from '../../../src/compile/index.ts'
import { add, mean, mul, rank, reduceSum, greater, select, sub, exceptFirst } from '../../../src/expr/index.ts'
import { requiredHyperparameter } from '../../../src/options/number.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { counter, moment } from '../../../src/rule/index.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { bitsOf, expectSameBits } from '../../helpers/bits.ts'
import { stateless, x } from '../../helpers/elementwise.ts'
import { everyWay } from '../../helpers/everyWay.ts'

const wave = (length: number, scale = 1): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7) * scale)

/** Adam by hand on one number, in float64. */
const adamByHand = (gradients: readonly number[], lr: number): readonly number[] => {
  let [m, v] = [0, 0]
  return gradients.map((g, i) => {
    m = 0.9 * m + (1 - 0.9) * g
    v = 0.999 * v + (1 - 0.999) * (g * g)
    const t = i + 1
    return ((m * (1 / (1 - 0.9 ** t))) / (Math.sqrt(v * (1 / (1 - 0.999 ** t)) + 0) + 1e-8)) * -lr
  })
}

describe('every size and alignment', () => {
  const sizes = [...Array.from({ length: 71 }, (_, i) => i), 8191, 8192, 8193, 8200, 30_001]
  test.each(['float32', 'float64'] as const)(
    'adam on one %s leaf of 0 to 70 elements and around the window',
    (dtype) => {
      for (const size of sizes) {
        const make = (seed: number) =>
          dtype === 'float32' ? wave(size, seed) : Float64Array.from(wave(size), (value) => value * seed)
        const opt = adam(0.1)
        let state = opt.init(make(1))
        const wanted = Array.from(make(1), (g) => adamByHand([g, 2 * g], 0.1))
        for (const step of [0, 1]) {
          const [updates, next] = opt.update(make(step + 1), state)
          state = next
          const tolerance = dtype === 'float32' ? 1e-5 : 1e-14
          expect(updates.findIndex((value, i) => !(Math.abs(value - wanted[i][step]) <= tolerance))).toBe(-1)
          expect(updates).toHaveLength(size)
        }
      }
    },
  )

  test('leaves of odd sizes side by side give what each gives alone', () => {
    const opt = chain(trace(0.9), scaleByAdam(), scaleByLearningRate(0.1))
    const leaves = [1, 3, 5, 0, 2, 17, 31, 8192, 1, 8193, 4, 100].map((size, i) => wave(size, i + 1))
    const { updates } = everyWay(opt, leaves, [leaves, leaves])
    leaves.forEach((leaf, i) =>
      expectSameBits(updates[i], everyWay(opt, [leaf], [[leaf], [leaf]]).updates[0], `leaf ${i}`),
    )
  })

  test('10,000 leaves of 1 to 7 elements give what one flat leaf gives', () => {
    const leaves = Array.from({ length: 10_000 }, (_, i) => wave(1 + (i % 7), i))
    const flat = Float32Array.from(leaves.flatMap((leaf) => [...leaf]))
    const opt = adam(0.1)
    const [updates] = opt.update(leaves, opt.init(leaves))
    const [whole] = opt.update(flat, opt.init(flat))
    expectSameBits(Float32Array.from(updates.flatMap((leaf) => [...leaf])), whole)
  })

  test('a leaf larger than the window under a tree norm', () => {
    const w = wave(50_000)
    const opt = clipByGlobalNorm(1)
    const { updates } = everyWay(opt, { w, b: 3 }, [{ w, b: 3 }])
    const norm = Math.sqrt(w.reduce((sum, g) => sum + g * g, 9))
    expect(updates.b).toBeCloseTo(3 / norm, 14)
    expect(updates.w[49_999]).toBeCloseTo(w[49_999] / norm, 8)
  })
})

describe('every kind of tree', () => {
  const opt = chain(clipByGlobalNorm(1), trace(0.5))
  test('mixed leaves keep their kinds, and the norm runs over all of them', () => {
    const tree = {
      n: 2,
      f: Float32Array.of(2, 0),
      none: null,
      list: [Float64Array.of(2), tensor(Float32Array.of(2), [1, 1]), {}],
    }
    const { updates, state } = everyWay(opt, tree, [tree])
    // Four twos: the norm is 4, so every 2 becomes 0.5.
    expect(updates).toEqual({
      n: 0.5,
      f: Float32Array.of(0.5, 0),
      none: null,
      list: [Float64Array.of(0.5), tensor(Float32Array.of(0.5), [1, 1]), {}],
    })
    expect(state).toEqual([{ count: 1 }, { count: 1, trace: updates }])
  })
  test.each([
    ['the empty object', {}],
    ['the empty list', []],
    ['only null', { a: null }],
    ['an empty array', { a: new Float32Array(0) }],
    ['an empty matrix', tensor(new Float64Array(0), [0, 3])],
    ['a number', 3],
    ['one array', Float32Array.of(1, 2)],
  ])('%s is a tree too', (_, tree) => {
    const { updates } = everyWay(opt as never, tree as unknown, [tree, tree])
    expect(Object.keys(Object(updates))).toEqual(Object.keys(Object(tree)))
  })
  test('null by itself is a tree', () => {
    expect(opt.update(null, opt.init(null))).toEqual([null, [{ count: 1 }, { count: 1, trace: null }]])
  })
})

test('a rule by rank sees each leaf by its own, in one tree of ranks 0 to 4', () => {
  const centre = stateless(select(greater(rank(), 1), sub(x, mean(x, exceptFirst)), x))
  const leaf = (shape: readonly number[]) =>
    tensor(
      Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
      shape,
    )
  const tree = { s: 5, v: leaf([3]), m: leaf([2, 3]), c: leaf([2, 1, 3]), d: leaf([2, 1, 3, 1]), o: leaf([6, 1]) }
  const { updates } = everyWay(centre, tree, [tree])
  const centred = Float64Array.of(-1, 0, 1, -1, 0, 1)
  expect(updates.s).toBe(5)
  expect(updates.v.data).toEqual(Float64Array.of(0, 1, 2))
  expect([updates.m.data, updates.c.data, updates.d.data]).toEqual([centred, centred, centred])
  expect(updates.o.data).toEqual(new Float64Array(6))
})

describe('ties', () => {
  test('a tied parameter counts once in a norm, and its gradients add up', () => {
    const w = Float64Array.of(0, 0)
    const params = { a: w, b: w }
    const opt = clipByGlobalNorm(1)
    const [updates] = opt.update({ a: Float64Array.of(1, 0), b: Float64Array.of(2, 4) }, opt.init(params), params)
    // The whole gradient is [3, 4], of norm 5.
    expect([...updates.a]).toEqual([3 * (1 / 5), 4 * (1 / 5)])
    expect(updates.b).toBe(updates.a)
    const run = compile(opt, params)
    run.step({ a: Float64Array.of(1, 0), b: Float64Array.of(2, 4) })
    expect([...run.params.a]).toEqual([...updates.a])
    expect(run.params.b).toBe(run.params.a)
    expect(run.grads.b).toBe(run.grads.a)
  })
  test('one array as the gradient of both places of a tie is the whole gradient', () => {
    const [w, g] = [Float64Array.of(0), Float64Array.of(3)]
    const opt = trace(0)
    const params = { a: w, b: w }
    expect([...opt.update({ a: g, b: g }, opt.init(params), params)[0].a]).toEqual([3])
  })
  test('parameters that are not tied stay apart when one array is the gradient of both', () => {
    const opt = trace(0.5)
    const params = { a: Float64Array.of(0), b: Float64Array.of(0) }
    const [, state] = opt.update({ a: Float64Array.of(1), b: Float64Array.of(10) }, opt.init(params))
    const shared = new Float64Array(1)
    const [updates] = opt.update({ a: shared, b: shared }, state)
    expect(updates).toEqual({ a: Float64Array.of(0.5), b: Float64Array.of(5) })
    const fresh = trace(0.5)
    expect(fresh.update({ a: shared, b: shared }, state)[0]).toEqual(updates)
  })
})

describe('purity', () => {
  const opt = chain(clipByGlobalNorm(1), adam(0.1))
  const makeTree = () => ({ a: wave(20), b: [wave(3), 1], c: tensor(Float64Array.of(1, 2), [2, 1]) })
  test('nothing handed in is written to, frozen containers included', () => {
    const freeze = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
        Object.values(value).forEach(freeze)
        Object.freeze(value)
      }
      return value
    }
    const [gradients, params] = [freeze(makeTree()), freeze(makeTree())]
    const [, state] = opt.update(gradients, opt.init(params), params)
    freeze(state)
    const before = bitsOf([gradients, params, state])
    opt.update(gradients, state, params)
    expect(bitsOf([gradients, params, state])).toBe(before)
  })
  test('updates are arrays of their own, also where the rule is the identity', () => {
    const gradients = makeTree()
    const [updates] = chain().update(gradients, [])
    expect(updates).toEqual(gradients)
    updates.a.fill(9)
    updates.c.data.fill(9)
    expect(bitsOf(gradients)).toBe(bitsOf(makeTree()))
  })
  test('the update is not the same array as a moment that holds the same numbers', () => {
    const same = trace(0.9)
    const [updates, state] = same.update({ w: wave(4) }, same.init({ w: wave(4) }))
    expect(updates.w).not.toBe(state.trace.w)
    expect(updates.w.buffer).not.toBe(state.trace.w.buffer)
  })
  test('the same inputs give the same bits, whatever runs in between', () => {
    const gradients = makeTree()
    const state = opt.init(gradients)
    const first = bitsOf(opt.update(gradients, state))
    const others = [adam(0.3), trace(0.1), chain(trace(0.2), clipByGlobalNorm(0.1))]
    const trees = [{ w: wave(100_000) }, [1, 2, 3], wave(7), { deep: { er: [wave(9000), tensor(wave(6), [2, 3])] } }]
    for (const other of others) {
      for (const tree of trees) {
        other.update(tree as never, other.init(tree as never) as never)
        expect(bitsOf(opt.update(gradients, state))).toBe(first)
      }
    }
    expect(bitsOf(withEngine(opt, 'reference').update(gradients, state))).toBe(first)
  })
  test('structures beyond those remembered are planned anew with the same bits', () => {
    const one = adam(0.1)
    const trees = Array.from({ length: 9 }, (_, i) => Array.from({ length: i }, () => wave(i)))
    const first = trees.map((tree) => bitsOf(one.update(tree, one.init(tree))))
    expect(trees.map((tree) => bitsOf(one.update(tree, one.init(tree))))).toEqual(first)
  })
})

describe('schedules that call back', () => {
  const scaled = transformation(
    {
      name: 'scaled',
      options: { factor: requiredHyperparameter() },
      state: { count: counter(), m: moment() },
      rule: ({ update, m }, { factor }) => ({
        update: mul(update, add(factor, mul(0, reduceSum(m, 'tree')))),
        m: add(m, update),
      }),
    },
    (factor: number | ((count: number) => number)) => ({ factor }),
  )
  test('a schedule may run another optimizer, on a larger tree, without disturbing this one', () => {
    const inner = adam(0.1)
    const large = { w: wave(200_000) }
    const opt = scaled((count) => {
      inner.update(large, inner.init(large))
      return count + 2
    })
    const w = wave(33)
    const plain = scaled((count) => count + 2)
    const { updates } = everyWay(opt, { w }, [{ w }, { w }])
    expectSameBits(updates.w, everyWay(plain, { w }, [{ w }, { w }]).updates.w)
  })
  test('a schedule may run the very optimizer it belongs to, on the same structure', () => {
    let depth = 0
    const opt = scaled((count) => {
      if (count === 3 && depth++ === 0) {
        const probe = opt.update({ w: Float32Array.of(7) }, { count: 8, m: { w: Float32Array.of(1) } })
        expect(probe).toEqual([{ w: Float32Array.of(70) }, { count: 9, m: { w: Float32Array.of(8) } }])
      }
      return count + 2
    })
    const [updates, state] = opt.update({ w: Float32Array.of(2) }, { count: 3, m: { w: Float32Array.of(1) } })
    expect(depth).toBe(1)
    expect(updates).toEqual({ w: Float32Array.of(10) })
    expect(state).toEqual({ count: 4, m: { w: Float32Array.of(3) } })
  })
  test('what a schedule throws comes out, and the next update is sound', () => {
    const opt = scaled((count) => {
      if (count === 1) throw new RangeError('mine')
      return 2
    })
    const state = { count: 1, m: { w: 1 } }
    expect(() => opt.update({ w: 1 }, state)).toThrow(new RangeError('mine'))
    expect(opt.update({ w: 1 }, { count: 2, m: { w: 1 } })).toEqual([{ w: 2 }, { count: 3, m: { w: 2 } }])
  })
})
