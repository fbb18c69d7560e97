/** The type of a transformation's state, as a function of the parameters' type. @module */

/**
 * The type of a state as a function of the type of the parameters: an interface whose `state` may mention
 * `this['params']`.
 *
 * @example
 * interface TraceState extends StateType {
 *   readonly state: { readonly count: number; readonly trace: this['params'] }
 * }
 * // StateOf<TraceState, { w: Float32Array }> is { readonly count: number; readonly trace: { w: Float32Array } }
 */
export interface StateType {
  readonly params: unknown
  readonly state: unknown
}

/** The state that belongs to parameters of type `P`. */
export type StateOf<S extends StateType, P> = (S & { readonly params: P })['state']
