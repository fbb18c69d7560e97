import { describe, expect, test } from 'vitest'
import { flatten, flattenLike, tensor } from '../../../src/pytree/index.ts'

const params = () => ({ w: tensor(new Float32Array(6), [2, 3]), b: [new Float32Array(3), 1], n: null })
const { def } = flatten(params())

test('gives one leaf a position in canonical order, whatever the order of keys', () => {
  const w = tensor(new Float32Array(6), [2, 3])
  const b = new Float32Array(3)
  expect(flattenLike(def, { n: null, w, b: [b, 5] }, 'gradients')).toEqual([b, 5, w])
})

test('gives tied and untied leaves alike', () => {
  const w = Float32Array.of(1)
  const tied = flatten([w, w]).def
  const leaves = flattenLike(tied, [Float32Array.of(2), Float32Array.of(3)], 'gradients')
  expect(leaves).toEqual([Float32Array.of(2), Float32Array.of(3)])
})

test('storage may differ where dtype and shape agree', () => {
  const plain = new Float32Array(3)
  const shaped = tensor(new Float32Array(3), [3])
  expect(flattenLike(flatten([plain]).def, [shaped], 'gradients')).toEqual([shaped])
  expect(flattenLike(flatten([shaped]).def, [plain], 'gradients')).toEqual([plain])
  const scalar = tensor(Float64Array.of(1), [])
  expect(flattenLike(flatten([1]).def, [scalar], 'gradients')).toEqual([scalar])
  expect(flattenLike(flatten([scalar]).def, [2], 'gradients')).toEqual([2])
})

describe('messages name the path, the tree, what was expected and what came', () => {
  const good = params()
  const cases: readonly (readonly [string, unknown, string, string])[] = [
    [
      'a missing key',
      { b: good.b, n: null },
      'structure-mismatch',
      'at w: gradients: expected float32[2, 3], got nothing (missing key); give a tree of the same structure, with null only where the other tree has null',
    ],
    [
      'an extra key',
      { ...good, extra: 1 },
      'structure-mismatch',
      'at extra: gradients: expected nothing (extra key), got a number; the other tree has only b, n, w here',
    ],
    [
      'a leaf where a subtree is expected',
      { ...good, b: 1 },
      'structure-mismatch',
      'at b: gradients: expected an array of length 2, got a number; give a tree',
    ],
    [
      'a subtree where a leaf is expected',
      { ...good, w: { x: 1 } },
      'structure-mismatch',
      'at w: gradients: expected float32[2, 3], got an object; give a tree',
    ],
    [
      'an array of another length',
      { ...good, b: [good.b[0]] },
      'structure-mismatch',
      'at b: gradients: expected an array of length 2, got an array of length 1; give a tree',
    ],
    [
      'an object where an array is expected',
      { ...good, b: {} },
      'structure-mismatch',
      'at b: gradients: expected an array of length 2, got an object; give a tree',
    ],
    [
      'null for a leaf',
      { ...good, w: null },
      'structure-mismatch',
      'at w: gradients: expected float32[2, 3], got null; give a tree',
    ],
    [
      'undefined for a leaf',
      { ...good, w: undefined },
      'structure-mismatch',
      'at w: gradients: expected float32[2, 3], got undefined; give a tree',
    ],
    [
      'a leaf for null',
      { ...good, n: 1 },
      'structure-mismatch',
      'at n: gradients: expected null, got a number; give a tree',
    ],
    [
      'a flat array for a matrix',
      { ...good, w: new Float32Array(6) },
      'shape-mismatch',
      'at w: gradients: expected float32[2, 3], got float32[6]; shapes never broadcast, wrap the data in tensor(data, [2, 3])',
    ],
    [
      'a shape that would broadcast',
      { ...good, w: new Float32Array(3) },
      'shape-mismatch',
      'at w: gradients: expected float32[2, 3], got float32[3]; shapes never broadcast, give a leaf of the same shape',
    ],
    [
      'another dtype',
      { ...good, b: [new Float64Array(3), 1] },
      'dtype-mismatch',
      'at b[0]: gradients: expected float32[3], got float64[3]; convert it to a Float32Array',
    ],
    [
      'an array of integers',
      { ...good, b: [new Int16Array(3), 1] },
      'dtype-mismatch',
      'at b[0]: a leaf must hold float32 or float64 numbers, got an Int16Array; convert it with Float32Array.from(...)',
    ],
    ['a string', { ...good, w: 'x' }, 'unsupported-leaf', 'at w: a tree cannot hold a string'],
    [
      'a Map for a container',
      { ...good, b: new Map() },
      'unsupported-leaf',
      'at b: a tree cannot hold an instance of Map',
    ],
  ]
  test.each(cases)('%s', (_, tree, code, message) => {
    expect(() => flattenLike(def, tree, 'gradients')).toThrow(expect.objectContaining({ code }))
    expect(() => flattenLike(def, tree, 'gradients')).toThrow(message)
  })

  test('a tree that is one leaf, or null, is compared too', () => {
    expect(() => flattenLike(flatten(1).def, [1], 'updates')).toThrow(
      'at the root: updates: expected a number, got an array',
    )
    expect(() => flattenLike(flatten(null).def, 1, 'updates')).toThrow(
      'at the root: updates: expected null, got a number',
    )
    expect(() => flattenLike(flatten({}).def, null, 'updates')).toThrow('expected an object with no keys, got null')
  })
})

test('a tensor is no container, even of the keys data and shape', () => {
  const container = flatten({ data: new Float32Array(1), shape: [1] }).def
  expect(() => flattenLike(container, tensor(new Float32Array(1), [1]), 'gradients')).toThrow(
    'expected an object with the keys data, shape, got float32[1]',
  )
})

test('a getter is refused and never run', () => {
  const { def: one } = flatten({ a: 1 })
  let runs = 0
  const tree = {
    get a() {
      runs++
      return 1
    },
  }
  expect(() => flattenLike(one, tree, 'gradients')).toThrow('at a: gradients: a tree cannot hold a getter or setter')
  expect(runs).toBe(0)
})

test('inherited keys are not keys', () => {
  const { def: one } = flatten({ toString: 1 })
  expect(() => flattenLike(one, {}, 'gradients')).toThrow('at toString: gradients: expected a number, got nothing')
})

test('an object of many keys is compared in any order', () => {
  const keys = Array.from({ length: 100 }, (_, i) => `k${i}`)
  const { def: wide } = flatten(Object.fromEntries(keys.map((key, i) => [key, i])))
  const reversed = Object.fromEntries(keys.toReversed().map((key) => [key, 7]))
  expect(flattenLike(wide, reversed, 'gradients')).toEqual(keys.map(() => 7))
  expect(() => flattenLike(wide, { ...reversed, extra: 1 }, 'gradients')).toThrow('at extra')
})

test('a deep mismatch is found without recursion', () => {
  const nest = (leaf: unknown): unknown => {
    let tree = leaf
    for (let i = 0; i < 100_000; i++) tree = [tree]
    return tree
  }
  expect(() => flattenLike(flatten(nest(1)).def, nest(null), 'gradients')).toThrow('expected a number, got null')
})
