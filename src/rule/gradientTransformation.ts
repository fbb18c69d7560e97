/** The type of a gradient transformation. @module */
import type { Definition } from './definition.ts'
import type { StateOf, StateType } from './stateType.ts'

/** What an update may need beside the gradients and the state. */
export type Need = 'params'

/** The arguments of `update` after the state: `params` is optional unless the transformation reads it. */
export type UpdateRest<N extends Need, P> = [N] extends [never] ? [params?: NoInfer<P>] : [params: NoInfer<P>]

/** Carries the type arguments of a transformation; no value of it exists. */
declare const types: unique symbol

/** Any gradient transformation, whatever its state. */
export interface AnyGradientTransformation {
  readonly definition: Definition
  readonly [types]?: { readonly state: StateType; readonly needs: Need }
}

/**
 * A gradient transformation: an optimizer, or a link of one. It is a value without state of its own; `update` is pure.
 *
 * @typeParam S the type of its state as a function of the parameters' type
 * @typeParam N what `update` needs beside gradients and state
 */
export interface GradientTransformation<
  S extends StateType = StateType,
  N extends Need = never,
> extends AnyGradientTransformation {
  readonly [types]?: { readonly state: S; readonly needs: N }
  /** The transformation as data. */
  readonly definition: Definition
  /** The state before the first step. */
  readonly init: <P>(params: P) => StateOf<S, P>
  /**
   * One step: the gradients turned into updates, and the state after it. Nothing handed in is written to.
   *
   * @throws OptfuseError `structure-mismatch`, `shape-mismatch`, `dtype-mismatch`, `unsupported-leaf`,
   *   `missing-params`, `invalid-state`, `invalid-schedule`
   */
  readonly update: <P>(
    gradients: P,
    state: StateOf<S, NoInfer<P>>,
    ...rest: UpdateRest<N, P>
  ) => readonly [updates: P, state: StateOf<S, P>]
}

/** The state type of a transformation. */
export type StateTypeOf<T> = T extends { readonly [types]?: { readonly state: infer S extends StateType } } ? S : never

/** What the updates of a transformation need. */
export type NeedsOf<T> = T extends { readonly [types]?: { readonly needs: infer N extends Need } } ? N : never
