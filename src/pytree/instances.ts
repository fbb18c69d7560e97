/**
 * The fp-ts instances of `PyTree`. There is deliberately no Monoid of trees under addition: floating-point addition is not
 * associative.
 *
 * @module
 */

import type { HKT } from 'fp-ts/HKT.js'
import type { Applicative } from 'fp-ts/lib/Applicative.js'
import type { FoldableWithIndex1 } from 'fp-ts/lib/FoldableWithIndex.js'
import type { FunctorWithIndex1 } from 'fp-ts/lib/FunctorWithIndex.js'
import type { Monoid } from 'fp-ts/lib/Monoid.js'
import type { TraversableWithIndex1 } from 'fp-ts/lib/TraversableWithIndex.js'
import type { PyTree } from './pyTree.ts'

/** The name of the type constructor `PyTree` in fp-ts. */
export const URI = 'optfuse/PyTree'

/** The type of `URI`. */
export type URI = typeof URI

declare module 'fp-ts/HKT.js' {
  interface URItoKind<A> {
    readonly [URI]: PyTree<A>
  }
}

const mapWithIndex = <A, B>(tree: PyTree<A>, f: (path: string, a: A) => B): PyTree<B> => ({
  def: tree.def,
  values: tree.values.map((a, i) => f(tree.def.leaves[i].path, a)),
})

const reduceWithIndex = <A, B>(tree: PyTree<A>, initial: B, f: (path: string, b: B, a: A) => B): B =>
  tree.values.reduce<B>((b, a, i) => f(tree.def.leaves[i].path, b, a), initial)

const reduceRightWithIndex = <A, B>(tree: PyTree<A>, initial: B, f: (path: string, a: A, b: B) => B): B =>
  tree.values.reduceRight<B>((b, a, i) => f(tree.def.leaves[i].path, a, b), initial)

const foldMapWithIndex =
  <M>(M: Monoid<M>) =>
  <A>(tree: PyTree<A>, f: (path: string, a: A) => M): M =>
    reduceWithIndex(tree, M.empty, (path, m, a) => M.concat(m, f(path, a)))

/** A list with its last element first, so that adding one inside an effect copies nothing. */
type Reversed<B> = { readonly last: B; readonly before: Reversed<B> } | undefined

const inOrder = <B>(list: Reversed<B>): readonly B[] => {
  const values: B[] = []
  for (let rest = list; rest !== undefined; rest = rest.before) values.push(rest.last)
  return values.reverse()
}

const traverseWithIndex =
  <F>(F: Applicative<F>) =>
  <A, B>(tree: PyTree<A>, f: (path: string, a: A) => HKT<F, B>): HKT<F, PyTree<B>> => {
    const collected = reduceWithIndex(tree, F.of<Reversed<B>>(undefined), (path, before, a) =>
      F.ap(
        F.map(before, (list) => (last: B): Reversed<B> => ({ last, before: list })),
        f(path, a),
      ),
    )
    return F.map(collected, (list) => ({ def: tree.def, values: inOrder(list) }))
  }

/**
 * Maps the values and keeps the structure; the index is the path.
 *
 * Laws: `map(t, x => x)` is `t`; `map(map(t, f), g)` is `map(t, x => g(f(x)))`.
 *
 * @example
 * fromPyTree(Functor.map(toPyTree({ b: 2, a: 1 }), String)) // { b: '2', a: '1' }
 */
export const Functor: FunctorWithIndex1<URI, string> = {
  URI,
  map: (tree, f) => mapWithIndex(tree, (_, a) => f(a)),
  mapWithIndex,
}

/**
 * Folds the values in canonical order, tied leaves once; the index is the path.
 *
 * Law: `foldMap(M)(t, f)` is `reduce(t, M.empty, (m, a) => M.concat(m, f(a)))`.
 *
 * @example
 * Foldable.reduce(toPyTree({ b: 2, a: 1 }), '', (text, leaf) => text + leaf) // '12'
 */
export const Foldable: FoldableWithIndex1<URI, string> = {
  URI,
  reduce: (tree, initial, f) => reduceWithIndex(tree, initial, (_, b, a) => f(b, a)),
  foldMap: (M) => (tree, f) => foldMapWithIndex(M)(tree, (_, a) => f(a)),
  reduceRight: (tree, initial, f) => reduceRightWithIndex(tree, initial, (_, a, b) => f(a, b)),
  reduceWithIndex,
  foldMapWithIndex,
  reduceRightWithIndex,
}

/**
 * Runs an effect for each value in canonical order and collects a tree of the same structure; the index is the path.
 *
 * Laws: traversing with the identity applicative is `map`; a natural transformation may be applied before or after;
 * traversing with a composition of applicatives is traversing twice.
 *
 * @example
 * import * as option from 'fp-ts/lib/Option.js'
 * const positive = (x: number) => (x > 0 ? option.some(x) : option.none)
 * option.isSome(Traversable.traverse(option.Applicative)(toPyTree({ a: 1, b: 2 }), positive)) // true
 */
export const Traversable: TraversableWithIndex1<URI, string> = {
  ...Functor,
  ...Foldable,
  traverse:
    <F>(F: Applicative<F>) =>
    <A, B>(tree: PyTree<A>, f: (a: A) => HKT<F, B>) =>
      traverseWithIndex(F)(tree, (_, a: A) => f(a)),
  sequence:
    <F>(F: Applicative<F>) =>
    <A>(tree: PyTree<HKT<F, A>>) =>
      traverseWithIndex(F)(tree, (_, fa: HKT<F, A>) => fa),
  traverseWithIndex,
}
