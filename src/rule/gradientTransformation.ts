/** The type of a gradient transformation. @module */
import type { Definition } from './definition.ts'
import type { StateOf, StateType } from './stateType.ts'

/** What an update may need beside the gradients and the state: `'params'`, or the name of an extra argument. */
export type Need = string

/** Extra arguments of a step: numbers under their names, such as the loss under `value`. What no rule reads is ignored. */
export interface ExtraArguments {
  readonly [name: string]: number
}

/** The extra arguments among what an update needs. */
type Required<N> = Exclude<N, 'params'>

/** The extra arguments of a step: optional unless the transformation reads one. Needs that are not known are not asked for. */
export type ExtraRest<N extends Need> = string extends N
  ? [extra?: ExtraArguments]
  : [Required<N>] extends [never]
    ? [extra?: ExtraArguments]
    : [extra: ExtraArguments & { readonly [K in Required<N>]: number }]

/** The arguments of `update` after the state: `params` and `extra` are optional unless the transformation reads them. */
export type UpdateRest<N extends Need, P> = string extends N
  ? [params?: NoInfer<P>, extra?: ExtraArguments]
  : 'params' extends N
    ? [params: NoInfer<P>, ...ExtraRest<N>]
    : [Required<N>] extends [never]
      ? [params?: NoInfer<P>, extra?: ExtraArguments]
      : [params: NoInfer<P> | undefined, ...ExtraRest<N>]

/** Carries the type arguments of a transformation; no value of it exists. */
declare const types: unique symbol

/** Any gradient transformation, whatever its state. */
export interface AnyGradientTransformation {
  readonly definition: Definition
  /** @hidden */
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
  /** @hidden */
  readonly [types]?: { readonly state: S; readonly needs: N }
  /** The transformation as data. */
  readonly definition: Definition
  /** The state before the first step. */
  readonly init: <P>(params: P) => StateOf<S, P>
  /**
   * One step: the gradients turned into updates, and the state after it. Nothing handed in is written to.
   *
   * The arguments after the state are the parameters, and then a record of the extra arguments that rules read, as in
   * `update(gradients, state, params, { value: loss })`.
   *
   * @throws OptfuseError `structure-mismatch`, `shape-mismatch`, `dtype-mismatch`, `unsupported-leaf`,
   *   `missing-params`, `missing-argument`, `invalid-state`, `invalid-schedule`
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
