import { describe, expect, test } from 'vitest'
import {
  globalNorm,
  tensor,
  treeAdd,
  treeAddScaled,
  treeAllFinite,
  treeFullLike,
  treeMaxAbs,
  treeScale,
  treeSize,
  treeSub,
  treeSum,
  treeVdot,
  treeZerosLike,
} from '../../../src/pytree/index.ts'

const a = Object.freeze({ w: tensor(Float32Array.of(1, 2), [1, 2]), b: Float64Array.of(3), s: 4 })
const b = Object.freeze({ s: 0.5, b: Float64Array.of(30), w: tensor(Float32Array.of(10, 20), [1, 2]) })

test('sums, differences, multiples', () => {
  expect(treeAdd(a, b)).toEqual({ w: tensor(Float32Array.of(11, 22), [1, 2]), b: Float64Array.of(33), s: 4.5 })
  expect(treeSub(a, b)).toEqual({ w: tensor(Float32Array.of(-9, -18), [1, 2]), b: Float64Array.of(-27), s: 3.5 })
  expect(treeScale(2, a)).toEqual({ w: tensor(Float32Array.of(2, 4), [1, 2]), b: Float64Array.of(6), s: 8 })
  expect(treeAddScaled(a, 2, b)).toEqual({ w: tensor(Float32Array.of(21, 42), [1, 2]), b: Float64Array.of(63), s: 5 })
  expect(a.w.data).toEqual(Float32Array.of(1, 2))
})

test('constants keep storage, dtype and shape', () => {
  expect(treeFullLike(a, 7)).toEqual({ w: tensor(Float32Array.of(7, 7), [1, 2]), b: Float64Array.of(7), s: 7 })
  expect(treeZerosLike(a)).toEqual({ w: tensor(Float32Array.of(0, 0), [1, 2]), b: Float64Array.of(0), s: 0 })
})

test('float32 leaves round after every operation, the factor included', () => {
  const x = Math.fround(0.7)
  const f = Math.fround(0.1)
  expect(treeScale(0.1, [Float32Array.of(x)])).toEqual([Float32Array.of(f * x)])
  const p = Math.fround(1.3)
  expect(treeAddScaled([Float32Array.of(p)], 0.1, [Float32Array.of(x)])).toEqual([
    Float32Array.of(p + Math.fround(f * x)),
  ])
})

test('mismatches name the path', () => {
  expect(() => treeAdd({ w: new Float32Array(3) }, { w: new Float32Array(2) })).toThrow(
    'at w: tree 2: expected float32[3], got float32[2]',
  )
})

test('ties are kept where both trees have them', () => {
  const w = Float32Array.of(1)
  const [x, y] = treeAdd([w, w], [w, w])
  expect(x).toBe(y)
  expect(treeAdd([w, w], [Float32Array.of(1), Float32Array.of(2)])).toEqual([Float32Array.of(2), Float32Array.of(3)])
})

describe('reductions', () => {
  test('sum, maximum, size and inner product', () => {
    expect(treeSum(a)).toBe(10)
    expect(treeMaxAbs({ w: Float32Array.of(1, -4), b: 3 })).toBe(4)
    expect(treeSize(a)).toBe(4)
    expect(treeVdot(a, b)).toBe(10 + 40 + 90 + 2)
  })

  test('trees without elements', () => {
    for (const tree of [null, {}, [new Float32Array(0)]]) {
      expect(treeSum(tree)).toBe(0)
      expect(treeMaxAbs(tree)).toBe(0)
      expect(treeSize(tree)).toBe(0)
      expect(globalNorm(tree)).toBe(0)
      expect(treeAllFinite(tree)).toBe(true)
    }
  })

  test('tied leaves count once', () => {
    const w = Float32Array.of(3)
    const tied = [w, w, 4]
    expect(treeSum(tied)).toBe(7)
    expect(treeSize(tied)).toBe(2)
    expect(globalNorm(tied)).toBe(5)
    expect(treeVdot(tied, tied)).toBe(25)
  })

  test('NaN and infinities show', () => {
    expect(treeAllFinite([1, Infinity])).toBe(false)
    expect(treeAllFinite([Float32Array.of(NaN)])).toBe(false)
    expect(treeAllFinite([Float32Array.of(1e38)])).toBe(true)
    expect(treeMaxAbs([NaN, 5])).toBeNaN()
    expect(treeMaxAbs([5, NaN, 7])).toBeNaN()
    expect(globalNorm([1, -Infinity])).toBe(Infinity)
    expect(globalNorm([1, NaN, Infinity])).toBeNaN()
  })
})

describe('globalNorm', () => {
  test('adds the squares of all leaves', () => {
    expect(globalNorm({ w: Float32Array.of(3, 0), b: 4 })).toBe(5)
  })

  test('float32 values of 1e20 do not overflow', () => {
    const x = Math.fround(1e20)
    expect(globalNorm([Float32Array.of(1e20, 1e20)]) / (x * Math.SQRT2)).toBeCloseTo(1, 12)
  })

  test('neither do float64 values of 1e200, nor do 1e-200 vanish', () => {
    expect(globalNorm([3e200, 4e200]) / 5e200).toBeCloseTo(1, 12)
    expect(globalNorm([3e-200, 4e-200]) / 5e-200).toBeCloseTo(1, 12)
  })
})
