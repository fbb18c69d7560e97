import { expect, test } from 'vitest'
import {
  flatten,
  flattenLike,
  makeLeaf,
  readLeaf,
  registerLeaf,
  treeScale,
  type LeafType,
} from '../../../src/pytree/index.ts'

class Box {
  readonly values: readonly number[]
  constructor(values: readonly number[]) {
    this.values = values
  }
}

const boxType: LeafType<Box> = {
  name: 'Box',
  is: (value) => value instanceof Box,
  shape: (box) => [1, box.values.length],
  dtype: () => 'float64',
  read: (box) => Float64Array.from(box.values),
  make: (data) => new Box([...data]),
}

test('a registered type is a leaf until it is taken back', () => {
  const tree = { a: new Box([1, 2]) }
  expect(() => flatten(tree)).toThrow('at a: a tree cannot hold an instance of Box')
  const unregister = registerLeaf(boxType)
  const { def } = flatten(tree)
  expect(def.leaves[0].info).toMatchObject({ kind: 'foreign', dtype: 'float64', shape: [1, 2], size: 2 })
  expect(treeScale(2, tree)).toEqual({ a: new Box([2, 4]) })
  expect(tree.a.values).toEqual([1, 2])
  unregister()
  expect(() => flatten(tree)).toThrow('registerLeaf')
})

test('a registered type may claim plain objects', () => {
  const unregister = registerLeaf<{ readonly box: number }>({
    name: 'box',
    is: (value): value is { readonly box: number } => typeof value === 'object' && value !== null && 'box' in value,
    shape: () => [],
    dtype: () => 'float64',
    read: ({ box }) => Float64Array.of(box),
    make: (data) => ({ box: data[0] }),
  })
  expect(flatten({ a: { box: 3 } }).def.paths).toEqual(['a'])
  expect(treeScale(2, { a: { box: 3 } })).toEqual({ a: { box: 6 } })
  unregister()
  expect(flatten({ a: { box: 3 } }).def.paths).toEqual(['a.box'])
})

test('a type that gives a wrong dtype is named', () => {
  // @ts-expect-error the types refuse it too
  const unregister = registerLeaf({ ...boxType, dtype: () => 'int32' })
  expect(() => flatten([new Box([1])])).toThrow(
    `at [0]: the registered leaf type Box gave a dtype other than 'float32' and 'float64', "int32"; convert the leaf`,
  )
  unregister()
})

test('a type that gives a wrong shape is named', () => {
  const unregister = registerLeaf({ ...boxType, shape: () => [-1] })
  expect(() => flatten([new Box([1])])).toThrow(
    'at [0]: the registered leaf type Box gave a shape that is not a list of whole, non-negative dimensions',
  )
  unregister()
})

test('a foreign leaf is made like another one, and a wrong one is named', () => {
  const unregister = registerLeaf(boxType)
  const { leaves, def } = flatten(new Box([1]))
  expect(() => makeLeaf(def.leaves[0].info, Float64Array.of(1))).toThrow('pass it as `like`')
  expect(() => makeLeaf(def.leaves[0].info, Float64Array.of(1), 5)).toThrow(
    'expected a leaf of the registered type Box',
  )
  expect(readLeaf(makeLeaf(def.leaves[0].info, Float64Array.of(7), leaves[0]))).toEqual(Float64Array.of(7))
  expect(() => flattenLike(def, new Box([1, 2]), 'gradients')).toThrow(
    'at the root: gradients: expected float64[1, 1], got float64[1, 2]; shapes never broadcast, give a leaf of the same shape',
  )
  unregister()
})
