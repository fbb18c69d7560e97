import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { flatten, tensor, unflatten } from '../../../src/pytree/index.ts'

describe('order', () => {
  test('leaves come in code unit order of their keys, arrays in index order', () => {
    const { leaves, def } = flatten({ b: 2, a: [1, null, { z: 3 }], B: 4 })
    expect(leaves).toEqual([4, 1, 3, 2])
    expect(def.paths).toEqual(['B', 'a[0]', 'a[2].z', 'b'])
    expect(def.positions).toEqual([0, 1, 2, 3])
    expect(def.leaves.map(({ keys }) => keys)).toEqual([['B'], ['a', 0], ['a', 2, 'z'], ['b']])
  })

  test('two insertion orders give the same leaves in the same order', () => {
    const one = flatten({ w: 1, b: { y: 2, x: 3 } })
    const other = flatten({ b: { x: 3, y: 2 }, w: 1 })
    expect(one.leaves).toEqual(other.leaves)
    expect(one.def.paths).toEqual(other.def.paths)
  })

  test('array indices are not sorted as text', () => {
    const tree = Array.from({ length: 11 }, (_, i) => i)
    expect(flatten(tree).leaves).toEqual(tree)
  })

  test('odd keys are quoted in paths', () => {
    expect(flatten({ 'odd key': { '0': 1, 'a.b': 2, "it's": 3, '': 4, plain: 5 } }).def.paths).toEqual([
      "['odd key']['']",
      "['odd key']['0']",
      "['odd key']['a.b']",
      "['odd key']['it\\'s']",
      "['odd key'].plain",
    ])
  })
})

describe('small trees', () => {
  test('null is an empty subtree, and empty containers have no leaves', () => {
    for (const tree of [null, {}, [], { a: null, b: [], c: {} }]) {
      const { leaves, def } = flatten(tree)
      expect(leaves).toEqual([])
      expect(unflatten(def, [])).toEqual(tree)
    }
  })

  test('a single leaf is a tree with the empty path', () => {
    const { leaves, def } = flatten(5)
    expect(leaves).toEqual([5])
    expect(def.leaves[0].path).toBe('')
    expect(def.leaves[0].keys).toEqual([])
  })

  test('an array without elements is a leaf', () => {
    expect(flatten({ a: new Float32Array(0) }).def.leaves[0].info).toMatchObject({ shape: [0], size: 0 })
  })
})

describe('ties', () => {
  test('one array in two places is one leaf, listed at its first path', () => {
    const w = Float32Array.of(1, 2)
    const { leaves, def } = flatten({ encoder: { w }, decoder: { w }, b: 3 })
    expect(leaves).toEqual([3, w])
    expect(def.positions).toEqual([0, 1, 1])
    expect(def.paths).toEqual(['b', 'decoder.w', 'encoder.w'])
    expect(def.leaves.map(({ path }) => path)).toEqual(['b', 'decoder.w'])
  })

  test('two tensors are one leaf when buffer and shape are the same', () => {
    const data = new Float32Array(4)
    const tree = [tensor(data, [2, 2]), tensor(data, [4, 1]), tensor(data, [2, 2])]
    expect(flatten(tree).def.positions).toEqual([0, 1, 0])
  })

  test('numbers, equal arrays and views of one buffer are not tied', () => {
    const { buffer } = new Float32Array(2)
    expect(flatten([1, 1]).def.positions).toEqual([0, 1])
    expect(flatten([Float32Array.of(1), Float32Array.of(1)]).def.positions).toEqual([0, 1])
    expect(flatten([new Float32Array(buffer), new Float32Array(buffer)]).def.positions).toEqual([0, 1])
  })

  test('one container in two places is no cycle', () => {
    const layer = { w: Float32Array.of(1), b: 2 }
    expect(flatten([layer, layer]).def.positions).toEqual([0, 1, 2, 1])
  })
})

describe('what a tree cannot be', () => {
  test('a cycle is refused where it closes', () => {
    const tree: { a: { b: unknown[] } } = { a: { b: [] } }
    tree.a.b.push(1, tree.a)
    expect(() => flatten(tree)).toThrow('at a.b[1]: the tree contains itself here; a tree must be finite')
  })

  test('a getter is refused and never run', () => {
    let runs = 0
    const tree = {
      layer: {
        get w() {
          runs++
          return 1
        },
      },
    }
    expect(() => flatten(tree)).toThrow(
      'at layer.w: a tree cannot hold a getter or setter; give its value as a plain property',
    )
    expect(runs).toBe(0)
  })

  test('undefined and holes are refused by path', () => {
    expect(() => flatten({ a: { b: undefined } })).toThrow(
      'at a.b: a tree cannot hold undefined; use null for an empty subtree, or leave the key out',
    )
    const holes: unknown[] = [1]
    holes.length = 2
    expect(() => flatten(holes)).toThrow('at [1]: a tree cannot hold undefined')
  })

  test('the code of the error says what kind it is', () => {
    expect(() => flatten([new Uint8Array(1)])).toThrow(expect.objectContaining({ code: 'dtype-mismatch', path: '[0]' }))
    expect(() => flatten([new Set()])).toThrow(expect.objectContaining({ code: 'unsupported-leaf', path: '[0]' }))
    const cycle: unknown[] = []
    cycle.push(cycle)
    expect(() => flatten(cycle)).toThrow(expect.objectContaining({ code: 'cyclic-tree', path: '[0]' }))
  })
})

describe('unusual containers', () => {
  test('an own key named __proto__ is a key like any other', () => {
    const tree: unknown = JSON.parse('{"__proto__":{"polluted":1},"a":2}')
    const { leaves, def } = flatten(tree)
    expect(def.paths).toEqual(['__proto__.polluted', 'a'])
    const rebuilt = unflatten(def, leaves)
    expect(JSON.stringify(rebuilt)).toBe('{"__proto__":{"polluted":1},"a":2}')
    expect(Object.getPrototypeOf(rebuilt)).toBe(Object.prototype)
    expect('polluted' in {}).toBe(false)
  })

  test('an object without a prototype stays one', () => {
    const tree: Record<string, number> = Object.create(null)
    tree.a = 1
    const { leaves, def } = flatten(tree)
    expect(Object.getPrototypeOf(unflatten(def, leaves))).toBe(null)
  })

  test('objects and arrays of another realm are containers', () => {
    expect(flatten(runInNewContext('({ a: [1, { b: 2 }] })')).def.paths).toEqual(['a[0]', 'a[1].b'])
  })

  test('symbol keys and non-enumerable properties are not part of the tree', () => {
    const tree = Object.defineProperty({ a: 1, [Symbol('note')]: 'x' }, 'hidden', { value: 'y' })
    expect(flatten(tree).def.paths).toEqual(['a'])
  })

  test('frozen trees are fine', () => {
    expect(flatten(Object.freeze({ a: Object.freeze([1, 2]) })).leaves).toEqual([1, 2])
  })
})

describe('size', () => {
  test('a tree 100,000 levels deep goes apart and together', () => {
    let tree: unknown = 1
    for (let i = 0; i < 100_000; i++) tree = i % 2 === 0 ? { a: tree, v: 2 } : [tree]
    const { leaves, def } = flatten(tree)
    expect(leaves.length).toBe(50_001)
    expect(def.leaves[0].keys.length).toBe(100_000)
    let rebuilt: unknown = unflatten(def, leaves)
    let depth = 0
    while (typeof rebuilt === 'object' && rebuilt !== null) {
      rebuilt = Object.values(rebuilt)[0]
      depth++
    }
    expect(depth).toBe(100_000)
  })

  test('an array a million wide goes apart and together', () => {
    const tree = Array.from({ length: 1_000_000 }, (_, i) => i)
    const { leaves, def } = flatten(tree)
    const rebuilt = unflatten(def, leaves)
    expect(Array.isArray(rebuilt) && rebuilt.length).toBe(1_000_000)
    expect(def.paths[999_999]).toBe('[999999]')
  })
})
