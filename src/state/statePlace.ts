/** The types of what stands in a state. @module */
import type { Leaf } from '../pytree/index.ts'
import type { Child, Children, Limit, Segments } from '../pytree/patternTypes.ts'

/** Stands for what the type of a state does not show. */
type Hidden = 'hidden'

/** What a tree has at a path. */
type At<T, Keys extends readonly unknown[]> = unknown extends T
  ? T
  : Keys extends readonly [infer Key extends string, ...infer Rest]
    ? T extends Leaf
      ? never
      : At<Child<T, Key>, Rest>
    : T

/** What a tree has at a path, in a tuple; the tree's type has to spell out the first key. */
type Here<T, Keys extends readonly unknown[]> = Keys extends readonly [string, ...unknown[]]
  ? string extends keyof T
    ? Hidden
    : [At<T, Keys>] extends [never]
      ? never
      : readonly [At<T, Keys>]
  : Hidden

/** What a tree has at all paths that end so. */
type Below<T, Keys extends readonly unknown[], Depth extends readonly unknown[] = []> = unknown extends T
  ? Hidden
  : T extends Leaf | null
    ? never
    : Depth['length'] extends Limit
      ? Hidden
      : T extends object
        ? Here<T, Keys> | Below<Children<T>, Keys, [...Depth, 0]>
        : never

/** What a name leads to; a path from the root is always one. */
type Found<S, Name extends string> = unknown extends S
  ? Hidden
  : string extends Name
    ? Hidden
    : [At<S, Segments<Name>>] extends [never]
      ? Below<S, Segments<Name>>
      : readonly [At<S, Segments<Name>>]

type Shown<F> = [Exclude<F, Hidden>] extends [never]
  ? unknown
  : Exclude<F, Hidden> extends readonly [infer V]
    ? V
    : never

/**
 * The type of what `treeGet` finds: exact for a path from the root; for a name, that of all that bear it; `unknown` where
 * the type of the state does not show it.
 */
export type StateValue<S, Name extends string> = Shown<Found<S, Name>>

/** The type of what `treeGetAll` finds: that of every place whose path ends so, as far as the type of the state shows them. */
export type StateValues<S, Name extends string> = Name extends ''
  ? S
  : string extends Name
    ? unknown
    : Shown<Below<S, Segments<Name>>>

declare const absent: unique symbol

/** No value has this type: the compiler shows it for a name that nothing in the state bears. */
export interface NothingIsCalled<Name extends string> {
  readonly [absent]: Name
}

/** What a name must be beside a string: where the type of the state shows that nothing bears it, what no value is. */
export type CheckedName<S, Name extends string> = [Found<S, Name>] extends [never] ? NothingIsCalled<Name> : unknown

/** What one place of a state holds. */
export interface StatePlace<V = unknown> {
  /** Where it is, such as `[0].mu`. */
  readonly path: string
  readonly value: V
}
