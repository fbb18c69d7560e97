import { expect, test } from 'vitest'
import { flatten, tensor, tryFlattenLike } from '../../../src/pytree/index.ts'

test('gives the leaves of a tree that would flatten to the same def', () => {
  const { def } = flatten({ w: 1, b: [2] })
  expect(tryFlattenLike(def, { w: 3, b: [4] })).toEqual([4, 3])
})

test('wants the same insertion order', () => {
  const { def } = flatten({ w: 1, b: 2 })
  expect(tryFlattenLike(def, { b: 4, w: 3 })).toBe(undefined)
})

test.each([
  ['structure', { a: 1 }, { a: [1] }],
  ['key', { a: 1 }, { b: 1 }],
  ['shape', [new Float32Array(2)], [new Float32Array(3)]],
  ['dtype', [new Float32Array(2)], [new Float64Array(2)]],
  ['storage', [new Float32Array(2)], [tensor(new Float32Array(2), [2])]],
  ['an unsupported leaf', [1], ['x']],
])('gives undefined where they differ in %s', (_, tree, other) => {
  expect(tryFlattenLike(flatten(tree).def, other)).toBe(undefined)
})

test('wants the same ties, no fewer and no more', () => {
  const [a, b] = [new Float32Array(1), new Float32Array(1)]
  const data = new Float32Array(4)
  const tied = flatten([a, a, b]).def
  expect(tryFlattenLike(tied, [b, b, a])).toEqual([b, b, a])
  expect(tryFlattenLike(tied, [a, b, b])).toBe(undefined)
  expect(tryFlattenLike(tied, [a, a, a])).toBe(undefined)
  const untied = flatten([tensor(data, [2, 2]), tensor(data, [4, 1])]).def
  const other = new Float32Array(4)
  expect(tryFlattenLike(untied, [tensor(other, [2, 2]), tensor(other, [4, 1])])?.length).toBe(2)
  const alike = flatten([tensor(data, [2, 2]), tensor(other, [2, 2])]).def
  expect(tryFlattenLike(alike, [tensor(other, [2, 2]), tensor(other, [2, 2])])).toBe(undefined)
})

test('finds a new tie among many leaves', () => {
  const make = () =>
    Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? new Float32Array(1) : tensor(new Float32Array(1), [1])))
  const { def } = flatten(make())
  const same = make()
  expect(tryFlattenLike(def, same)).toEqual(same)
  expect(tryFlattenLike(def, same.with(38, same[0]))).toBe(undefined)
  expect(tryFlattenLike(def, same.with(39, same[1]))).toBe(undefined)
})
