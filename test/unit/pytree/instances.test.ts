import * as O from 'fp-ts/lib/Option.js'
import * as S from 'fp-ts/lib/string.js'
import { expect, test } from 'vitest'
import { fromPyTree, pyTreeInstances, toPyTree } from '../../../src/pytree/index.ts'

const { Foldable, Functor, Traversable } = pyTreeInstances
const w = Float32Array.of(1)
const tree = toPyTree({ b: 2, a: [1, null], t: [w, w] })

test('a tree of anything keeps the structure, and maps tied leaves once', () => {
  expect(tree.values).toEqual([1, 2, w])
  expect(fromPyTree(Functor.mapWithIndex(tree, (path) => path))).toEqual({
    b: 'b',
    a: ['a[0]', null],
    t: ['t[0]', 't[0]'],
  })
})

test('folds go in canonical order, from either end', () => {
  const numbers = toPyTree({ b: 2, a: 1 })
  expect(Foldable.reduce(numbers, '', (text, leaf) => text + String(leaf))).toBe('12')
  expect(Foldable.reduceRight(numbers, '', (leaf, text) => text + String(leaf))).toBe('21')
  expect(Foldable.foldMapWithIndex(S.Monoid)(numbers, (path, leaf) => path + String(leaf))).toBe('a1b2')
})

test('an effect is run for each leaf', () => {
  const numbers = toPyTree({ b: 2, a: 1 })
  const positive = (x: unknown) => (typeof x === 'number' && x > 1 ? O.some(x) : O.none)
  expect(Traversable.traverse(O.Applicative)(numbers, positive)).toEqual(O.none)
  expect(O.map(fromPyTree)(Traversable.traverse(O.Applicative)(numbers, O.some))).toEqual(O.some({ b: 2, a: 1 }))
})

test('traversing a wide tree neither overflows nor takes forever', () => {
  const wide = toPyTree(Array.from({ length: 100_000 }, (_, i) => i))
  expect(O.map(({ values }: typeof wide) => values.length)(Traversable.traverse(O.Applicative)(wide, O.some))).toEqual(
    O.some(100_000),
  )
})
