import { expect, expectTypeOf, test } from 'vitest'
import {
  treeEvery,
  treeLeaves,
  treeMap,
  treeMapWithPath,
  treePaths,
  treeReduce,
  type FloatArray,
} from '../../../src/pytree/index.ts'

test('maps the leaves of several trees by path, and knows the types', () => {
  const sums = treeMap((x, y) => x + y, { a: 1, b: [2, null] }, { b: [20, null], a: 10 })
  expect(sums).toEqual({ a: 11, b: [22, null] })
  const lengths = treeMap((leaf) => String(leaf.length), { a: new Float32Array(2) })
  expectTypeOf(lengths).toEqualTypeOf<{ a: string }>()
  expect(lengths).toEqual({ a: '2' })
})

test('takes a function that was written for any leaf', () => {
  const tree = { a: 1, b: Float32Array.of(2) }
  const size = (leaf: number | FloatArray): number => (typeof leaf === 'number' ? 1 : leaf.length)
  expectTypeOf(treeMap(size, tree)).toEqualTypeOf<{ a: number; b: number }>()
  expectTypeOf(treeMapWithPath((_, leaf: number | FloatArray) => size(leaf), tree)).toEqualTypeOf<{
    a: number
    b: number
  }>()
  expect(treeReduce((sum, leaf: number | FloatArray) => sum + size(leaf), 0, tree)).toBe(2)
  expect(treeEvery((leaf: number | FloatArray) => size(leaf) === 1, tree)).toBe(true)
})

test('leaves of the other trees may differ in dtype and shape, not in structure', () => {
  expect(treeMap((leaf, k) => leaf.length * k, { a: new Float32Array(2) }, { a: 3 })).toEqual({ a: 6 })
  expect(() => treeMap((x) => x, { a: 1 }, { b: 1 })).toThrow(
    'at a: tree 2: expected a number, got nothing (missing key)',
  )
})

test('tied leaves are mapped once and stay tied', () => {
  const w = Float32Array.of(1)
  let calls = 0
  const mapped = treeMap(
    (leaf) => {
      calls++
      return leaf.map((x) => x * 2)
    },
    { encoder: w, decoder: w },
  )
  expect(calls).toBe(1)
  expect(mapped.encoder).toBe(mapped.decoder)
  expect(mapped.encoder).toEqual(Float32Array.of(2))
})

test('tied leaves part where another tree tells them apart', () => {
  const w = Float32Array.of(1)
  expect(treeMap((leaf, k) => leaf[0] * k, [w, w, w], [2, 3, 2])).toEqual([2, 3, 2])
})

test('the path comes with the leaf', () => {
  expect(treeMapWithPath((path, leaf) => `${path}=${leaf}`, { a: [1, 2] })).toEqual({ a: ['a[0]=1', 'a[1]=2'] })
})

test('leaves, paths, folds and tests see tied leaves once', () => {
  const w = Float32Array.of(4)
  const tree = { z: w, y: w, a: Float32Array.of(-1) }
  expect(treeLeaves(tree)).toEqual([Float32Array.of(-1), w])
  expect(treePaths(tree)).toEqual(['a', 'y'])
  expect(treeReduce((sum: number, leaf: FloatArray) => sum + leaf[0], 0, tree)).toBe(3)
  expect(treeEvery((leaf) => leaf[0] > 0, tree)).toBe(false)
  expect(treeEvery(() => false, {})).toBe(true)
})
