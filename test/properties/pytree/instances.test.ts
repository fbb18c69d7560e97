import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as I from 'fp-ts/lib/Identity.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as S from 'fp-ts/lib/string.js'
import { expect, test } from 'vitest'
import { flatten, pyTreeInstances, type PyTree } from '../../../src/pytree/index.ts'
import { anyTree } from './trees.ts'

const { Foldable, Functor, Traversable } = pyTreeInstances

/** A structure filled with small integers. */
const intTree: fc.Arbitrary<PyTree<number>> = anyTree.chain((tree) => {
  const { def } = flatten(tree)
  const count = def.leaves.length
  return fc
    .array(fc.integer({ min: -9, max: 9 }), { minLength: count, maxLength: count })
    .map((values) => ({ def, values }))
})

const f = (x: number): string => `<${x}>`
const g = (text: string): number => text.length
const half = (x: number): O.Option<number> => (x % 2 === 0 ? O.some(x / 2) : O.none)
const check = (law: (tree: PyTree<number>) => void): void =>
  fc.assert(
    fc.property(intTree, (tree) => {
      law(tree)
    }),
  )

test('Functor: mapping the identity changes nothing', () => {
  check((tree) => expect(Functor.map(tree, (x) => x)).toEqual(tree))
})

test('Functor: mapping twice is mapping the composition', () => {
  check((tree) => expect(Functor.map(Functor.map(tree, f), g)).toEqual(Functor.map(tree, (x) => g(f(x)))))
})

test('FunctorWithIndex: composition keeps the paths, and ignoring them is map', () => {
  check((tree) => {
    const both = Functor.mapWithIndex(tree, (path, x) => path + (path + f(x)))
    expect(
      Functor.mapWithIndex(
        Functor.mapWithIndex(tree, (path, x) => path + f(x)),
        (path, x) => path + x,
      ),
    ).toEqual(both)
    expect(Functor.mapWithIndex(tree, (_, x) => f(x))).toEqual(Functor.map(tree, f))
  })
})

test('Foldable: foldMap is reduce, and reduceRight folds the other way', () => {
  check((tree) => {
    expect(Foldable.foldMap(S.Monoid)(tree, f)).toBe(Foldable.reduce(tree, '', (text, x) => text + f(x)))
    expect(Foldable.reduceRight(tree, '', (x, text) => f(x) + text)).toBe(Foldable.foldMap(S.Monoid)(tree, f))
    expect(Foldable.reduceWithIndex(tree, 0, (_, sum, x) => sum + x)).toBe(
      Foldable.reduce(tree, 0, (sum, x) => sum + x),
    )
    expect(Foldable.reduceRightWithIndex(tree, '', (_, x, text) => f(x) + text)).toBe(
      Foldable.reduceRight(tree, '', (x, text) => f(x) + text),
    )
  })
})

test('Traversable: traversing with the identity applicative is map', () => {
  check((tree) => expect(Traversable.traverse(I.Applicative)(tree, f)).toEqual(Functor.map(tree, f)))
})

test('Traversable: sequencing after mapping is traversing', () => {
  check((tree) =>
    expect(Traversable.sequence(O.Applicative)(Functor.map(tree, half))).toEqual(
      Traversable.traverse(O.Applicative)(tree, half),
    ),
  )
})

test('Traversable: a natural transformation may come before or after', () => {
  const toEither = E.fromOption(() => 'odd')
  check((tree) =>
    expect(toEither(Traversable.traverse(O.Applicative)(tree, half))).toEqual(
      Traversable.traverse(E.Applicative)(tree, (x) => toEither(half(x))),
    ),
  )
})

test('Traversable: traversing twice is traversing with the composed applicative', () => {
  const split = (x: number): readonly number[] => [x, -x]
  fc.assert(
    fc.property(
      intTree.filter((tree) => tree.values.length <= 6),
      (tree) => {
        const twice = O.map((inner: PyTree<number>) => Traversable.traverse(RA.Applicative)(inner, split))(
          Traversable.traverse(O.Applicative)(tree, half),
        )
        const composed = Traversable.traverse({
          URI: 'OptionOfArray',
          of: <A>(a: A) => O.some(RA.of(a)),
          map: <A, B>(fa: O.Option<readonly A[]>, h: (a: A) => B) => O.map(RA.map(h))(fa),
          ap: <A, B>(fab: O.Option<readonly ((a: A) => B)[]>, fa: O.Option<readonly A[]>) =>
            O.Monad.chain(fab, (hs) => O.map((as: readonly A[]) => RA.Applicative.ap(hs, as))(fa)),
        } as never)(tree, ((x: number) => O.map(split)(half(x))) as never)
        expect(composed).toEqual(twice)
      },
    ),
  )
})

test('Traversable: the path comes along, and effects run in canonical order', () => {
  check((tree) => {
    const seen: string[] = []
    Traversable.traverseWithIndex(O.Applicative)(tree, (path, x) => {
      seen.push(path)
      return O.some(x)
    })
    expect(seen).toEqual(tree.def.leaves.map(({ path }) => path))
  })
})
