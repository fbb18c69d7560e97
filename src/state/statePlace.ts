/** The types of what stands in a state. @module */
import type { PathOf, PathValue } from '../pytree/index.ts'

/** The paths of a state that end as a name or path does. */
type Ending<S, Name extends string> =
  PathOf<S> extends infer Q ? (Q extends Name | `${string}.${Name}` ? Q : never) : never

/** A union of types, `unknown` where the type of the state does not show any. */
type Shown<V> = [V] extends [never] ? unknown : V

/** The type of what `treeGetAll` finds: that of every place whose path ends so, as far as the type of the state shows them. */
export type StateValues<S, Name extends string> = unknown extends S
  ? unknown
  : string extends Name
    ? unknown
    : Name extends ''
      ? S
      : Shown<PathValue<S, Ending<S, Name> & string>>

/**
 * The type of what `treeGet` finds: exact for a path from the root; for a name, that of all that bear it; `unknown` where
 * the type of the state does not show it.
 */
export type StateValue<S, Name extends string> = unknown extends S
  ? unknown
  : string extends Name
    ? unknown
    : Name extends PathOf<S>
      ? PathValue<S, Name>
      : StateValues<S, Name>

/** What one place of a state holds. */
export interface StatePlace<V = unknown> {
  /** Where it is, such as `[0].mu`. */
  readonly path: string
  readonly value: V
}
