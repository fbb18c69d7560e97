import { describe, expect, expectTypeOf, test } from 'vitest'
import { formatPath, getPath, parsePath, type PathOf } from '../../../src/pytree/index.ts'

describe('parsePath and formatPath', () => {
  test.each([
    ['', []],
    ['w', ['w']],
    ['layers[0].w', ['layers', 0, 'w']],
    ['[1][2]', [1, 2]],
    ["['odd key'].w", ['odd key', 'w']],
    ["a['it\\'s']['\\\\']", ['a', "it's", '\\']],
    ["['']", ['']],
    ["a['0']", ['a', '0']],
    ['a.é', ['a', 'é']],
  ])('%s is read and written alike', (path, keys) => {
    expect(parsePath(path)).toEqual(keys)
    expect(formatPath(keys)).toBe(path)
  })

  test('double quotes are read too', () => {
    expect(parsePath('["odd key"]')).toEqual(['odd key'])
  })

  test.each(['a..b', '.a', 'a.', 'a[', 'a[x]', 'a[0]b', "a['x]", 'a b', 'a.*', 'a[*]', '**'])(
    '%s is refused',
    (path) => {
      expect(() => parsePath(path)).toThrow(expect.objectContaining({ code: 'invalid-pattern' }))
    },
  )

  test('the message says where', () => {
    expect(() => parsePath('a..b')).toThrow(
      `the path "a..b" cannot be read at character 2; write keys like layers[0].w, and quote odd keys like ['odd key']`,
    )
  })
})

describe('getPath', () => {
  const tree = { layers: [{ w: new Float32Array(1) }, { w: new Float32Array(2) }], 'odd key': 3, n: null }

  test('finds leaves and subtrees, with their types', () => {
    const w = getPath(tree, 'layers[1].w')
    expectTypeOf(w).toEqualTypeOf<Float32Array<ArrayBuffer>>()
    expect(w).toBe(tree.layers[1].w)
    expect(getPath(tree, 'layers')).toBe(tree.layers)
    expectTypeOf(getPath(tree, '')).toEqualTypeOf<typeof tree>()
    expect(getPath(tree, '')).toBe(tree)
    expect(getPath(tree, "['odd key']")).toBe(3)
    expect(getPath(tree, 'n')).toBe(null)
  })

  test('a path the type does not have is a type error, and throws saying how far the tree goes', () => {
    // @ts-expect-error no such key
    expect(() => getPath(tree, 'layer[0]')).toThrow(
      'at layer: nothing is here: the root is an object with the keys layers, odd key, n',
    )
    expect(() => getPath(tree, 'layers[2].w')).toThrow('at layers[2]: nothing is here: layers is an array of length 2')
    // @ts-expect-error below a leaf
    expect(() => getPath(tree, 'layers[1].w.x')).toThrow('at layers[1].w.x: nothing is here: layers[1].w is float32[2]')
    // @ts-expect-error inherited
    expect(() => getPath(tree, 'toString')).toThrow('at toString: nothing is here')
    // @ts-expect-error not an element
    expect(() => getPath(tree, 'layers.length')).toThrow('at layers.length: nothing is here')
  })

  test('the paths of a type are spelled out', () => {
    expectTypeOf<PathOf<{ a: { b: number }; t: readonly [number, { c: number }]; 'x y': number }>>().toEqualTypeOf<
      'a' | 'a.b' | 't' | 't[0]' | 't[1]' | 't[1].c' | "['x y']"
    >()
  })
})
