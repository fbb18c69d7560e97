import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { leafInfo, makeLeaf, readLeaf, tensor } from '../../../src/pytree/index.ts'

test('a number is a float64 scalar', () => {
  expect(leafInfo(2, 'a')).toEqual({ kind: 'number', dtype: 'float64', shape: [], size: 1 })
})

test('a bare array has one dimension, a tensor its own', () => {
  expect(leafInfo(new Float32Array(3), 'a')).toEqual({ kind: 'array', dtype: 'float32', shape: [3], size: 3 })
  expect(leafInfo(tensor(new Float64Array(6), [3, 2]), 'a')).toEqual({
    kind: 'tensor',
    dtype: 'float64',
    shape: [3, 2],
    size: 6,
  })
})

test('arrays of another realm are leaves too', () => {
  const foreign: unknown = runInNewContext('new Float32Array([1, 2])')
  expect(foreign instanceof Float32Array).toBe(false)
  expect(leafInfo(foreign, 'a')).toEqual({ kind: 'array', dtype: 'float32', shape: [2], size: 2 })
})

test('arrays of integers are refused by path, saying how to convert', () => {
  expect(() => leafInfo(new Int32Array(2), 'layers[0].w')).toThrow(
    'at layers[0].w: a leaf must hold float32 or float64 numbers, got an Int32Array; convert it with Float32Array.from(...)',
  )
})

class Weights {
  readonly size = 2
}

test.each([
  [new Date(0), 'an instance of Date'],
  [new Map(), 'an instance of Map'],
  [new Weights(), 'an instance of Weights'],
  [() => 1, 'a function'],
])('%s is refused with a mention of registerLeaf', (value, name) => {
  expect(() => leafInfo(value, 'w')).toThrow(
    `at w: a tree cannot hold ${name}; give a number, Float32Array, Float64Array or tensor(...), or teach the library this type with registerLeaf`,
  )
})

test.each([[true], ['x'], [1n], [Symbol('x')]])('the primitive %s is refused', (value) => {
  expect(() => leafInfo(value, 'w')).toThrow(`at w: a tree cannot hold a ${typeof value}; give a number`)
})

test('a tensor whose buffer was detached is refused', () => {
  const data = new Float32Array(2)
  const t = tensor(data, [2])
  structuredClone(data, { transfer: [data.buffer] })
  expect(() => leafInfo(t, 'w')).toThrow('its buffer was detached or resized')
})

test('reading gives a leaf its own buffer, and a number a fresh one', () => {
  const data = Float32Array.of(1, 2)
  expect(readLeaf(data)).toBe(data)
  expect(readLeaf(tensor(data, [2, 1]))).toBe(data)
  expect(readLeaf(2.5)).toEqual(Float64Array.of(2.5))
  expect(() => readLeaf('x')).toThrow('cannot hold a string')
})

test('making is the inverse of reading', () => {
  for (const leaf of [3, Float32Array.of(1, 2), Float64Array.of(1), tensor(Float32Array.of(1, 2), [1, 2])])
    expect(makeLeaf(leafInfo(leaf, ''), readLeaf(leaf))).toEqual(leaf)
})

test('making a leaf from data that does not fit is refused', () => {
  const info = leafInfo(new Float32Array(2), '')
  expect(() => makeLeaf(info, new Float32Array(3))).toThrow('a leaf of shape [2] needs 2 elements, got 3')
  expect(() => makeLeaf(info, new Float64Array(2))).toThrow('a float32 leaf needs float32 data, got float64')
})
