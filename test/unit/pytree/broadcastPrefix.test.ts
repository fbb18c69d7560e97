import { expect, expectTypeOf, test } from 'vitest'
import { broadcastPrefix, maskFromPatterns } from '../../../src/pytree/index.ts'

const tree = { encoder: { w: 1, b: 2 }, head: [3, null, 4] }

test('one value holds for a whole subtree', () => {
  expect(broadcastPrefix('x', tree)).toEqual(['x', 'x', 'x', 'x'])
  expect(broadcastPrefix({ head: 'h', encoder: { w: 'w', b: 'b' } }, tree)).toEqual(['b', 'w', 'h', 'h'])
  expect(broadcastPrefix({ head: ['h', null, 'i'], encoder: 'e' }, tree)).toEqual(['e', 'e', 'h', 'i'])
})

test('a mask from patterns is a prefix of its tree', () => {
  expect(broadcastPrefix(maskFromPatterns(tree, ['head.*']), tree)).toEqual([false, false, true, true])
})

test('a value may stand where the tree is empty', () => {
  expect(broadcastPrefix({ a: true, b: false }, { a: null, b: 1 })).toEqual([false])
})

test('what counts as a value can be said, and gives the type', () => {
  const isPair = (value: unknown): value is readonly [number, number] => Array.isArray(value) && value.length === 2
  const values = broadcastPrefix({ encoder: [1, 2], head: [3, 4] }, tree, isPair)
  expectTypeOf(values).toEqualTypeOf<readonly (readonly [number, number])[]>()
  expect(values).toEqual([
    [1, 2],
    [1, 2],
    [3, 4],
    [3, 4],
  ])
})

test.each([
  [
    { encoder: 'e' },
    'at head: not a prefix of the tree: expected one value or an array of length 3, got nothing (missing key); give one value for a whole subtree, or the same keys as the tree has',
  ],
  [
    { encoder: 'e', head: 'h', x: 1 },
    'at x: not a prefix of the tree: expected nothing (extra key), got a number; the other tree has only encoder, head here',
  ],
  [
    { encoder: 'e', head: ['h'] },
    'at head: not a prefix of the tree: expected one value or an array of length 3, got an array of length 1; give',
  ],
  [
    { encoder: ['e', 'e'], head: 'h' },
    'at encoder: not a prefix of the tree: expected one value or an object with the keys b, w, got an array of length 2; give',
  ],
  [
    { encoder: { w: { x: 1 }, b: 1 }, head: 'h' },
    'at encoder.w: not a prefix of the tree: expected one value (the tree has a leaf here), got an object',
  ],
  [
    { encoder: null, head: 'h' },
    'at encoder: not a prefix of the tree: expected one value or an object with the keys b, w, got null; give',
  ],
  [{ encoder: 'e', head: ['h', [], 'i'] }, 'at head[1]: not a prefix of the tree: expected null or one value'],
])('%j is no prefix', (prefix, message) => {
  expect(() => broadcastPrefix(prefix, tree)).toThrow(message)
})
