import { expect, test } from 'vitest'
import { flatten, sameStructure, tensor, unflatten, unflattenUnique } from '../../../src/pytree/index.ts'

test('rebuilds with the insertion order of the tree the def was made from', () => {
  const { def } = flatten({ b: 2, a: [1, null, { z: 3 }] })
  expect(JSON.stringify(unflatten(def, [10, 30, 20]))).toBe('{"b":20,"a":[10,null,{"z":30}]}')
})

test('values need not be leaves', () => {
  expect(unflatten(flatten({ a: 1 }).def, [['x', undefined]])).toEqual({ a: ['x', undefined] })
})

test('unique leaves are shared among their places', () => {
  const w = Float32Array.of(1)
  const { def } = flatten({ encoder: w, decoder: w, b: 1 })
  expect(unflattenUnique(def, ['b', 'w'])).toEqual({ encoder: 'w', decoder: 'w', b: 'b' })
})

test('a wrong number of values is refused', () => {
  const w = Float32Array.of(1)
  const { def } = flatten([w, w])
  expect(() => unflatten(def, [1])).toThrow('expected 2 values, one a position, got 1')
  expect(() => unflattenUnique(def, [1, 2])).toThrow('expected 1 values, one a unique leaf, got 2')
})

test('two defs are of the same structure whatever the insertion order and storage', () => {
  const one = flatten({ a: new Float32Array(2), b: [1, null] }).def
  expect(sameStructure(one, flatten({ b: [2, null], a: tensor(new Float32Array(2), [2]) }).def)).toBe(true)
  expect(sameStructure(one, flatten({ a: new Float32Array(3), b: [1, null] }).def)).toBe(false)
  expect(sameStructure(one, flatten({ a: new Float64Array(2), b: [1, null] }).def)).toBe(false)
  expect(sameStructure(one, flatten({ a: new Float32Array(2), b: [1, 2] }).def)).toBe(false)
  expect(sameStructure(one, flatten({ a: new Float32Array(2), c: [1, null] }).def)).toBe(false)
  expect(sameStructure(flatten([]).def, flatten({}).def)).toBe(false)
  expect(sameStructure(flatten(null).def, flatten([]).def)).toBe(false)
  const w = Float32Array.of(1)
  expect(sameStructure(flatten([w, w]).def, flatten([w, Float32Array.of(1)]).def)).toBe(false)
})
