/** Transformations on the arrays of jax-js. @module */
import { tree, type JsTree, type numpy as np } from '@jax-js/jax'
import { embed } from '../embed/index.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { definitionOf, type AnyGradientTransformation } from '../rule/index.ts'
import { checkOwned } from './checkOwned.ts'
import { jaxStack } from './jaxStack.ts'
import { fromJaxState, toJaxState } from './jaxState.ts'

/** The state of a transformation: a tree of arrays, shaped as the library's own states are. */
export type OptState = JsTree<np.Array>

/** Extra arguments of a step, such as the loss under `value`: numbers, or arrays of rank 0, which are consumed. */
export interface JaxExtra {
  readonly [name: string]: number | np.Array
}

/** A transformation on trees of arrays, in jax-js's own form. Both functions consume the arrays they are given. */
export interface JaxTransformation {
  /** The transformation that runs, for `chain`. */
  readonly transformation: AnyGradientTransformation
  /** The state before the first step. */
  readonly init: <P extends JsTree<np.Array>>(params: P) => OptState
  /** One step: the gradients turned into updates, and the state after it. */
  readonly update: <P extends JsTree<np.Array>>(
    updates: P,
    state: OptState,
    params?: P,
    extra?: JaxExtra,
  ) => [updates: P, state: OptState]
}

/** How to run a transformation on jax-js. */
export interface ToJaxOptions {
  /**
   * For how many steps schedules are tabulated when `update` is traced; the last value holds afterwards. By default a table
   * ends where its schedule settles, and a schedule that never does cannot be traced.
   */
  readonly steps?: number
}

/**
 * A transformation as `{ init, update }` over arrays of jax-js, eager or traced under `jit`: the count is an array of the
 * state, so a traced step follows schedules without being traced anew.
 *
 * As everywhere in jax-js, arguments are consumed, and `.ref` keeps one. A call that throws consumes nothing.
 *
 * What is the same for the whole tree is computed on the host in float64 when the step runs eagerly on the CPU, and in
 * float32 within the graph when it is traced or on a GPU, where bias corrections are then off by up to 1e-4.
 *
 * @throws OptfuseError `invalid-option` for what is no transformation, and steps that are no whole number >= 1; its functions throw what the transformation's own
 *   do, `disposed` for an array that was consumed already or is given more often than it has references, and `invalid-schedule` when a schedule that never settles is traced without `steps`
 */
export const toJax = (transformation: AnyGradientTransformation, { steps }: ToJaxOptions = {}): JaxTransformation => {
  definitionOf(transformation, 'toJax', 'its first argument')
  if (steps !== undefined && !(Number.isInteger(steps) && steps >= 1)) {
    throw new OptfuseError('invalid-option', `option steps must be a whole number >= 1, got ${show(steps)}.`, {
      transformation: 'toJax',
    })
  }
  const embedded = embed(transformation, jaxStack(steps))
  return {
    transformation,
    init: (params) => {
      checkOwned({ params })
      const state = toJaxState(transformation, embedded.init(params))
      tree.dispose(params)
      // Nothing but arrays in nested lists and records.
      return state as OptState
    },
    update: (updates, state, params, extra) => {
      checkOwned({ gradients: updates, state, params, extra })
      const [out, next] = embedded.update(updates, fromJaxState(transformation, state, updates), params, extra)
      const converted = toJaxState(transformation, next)
      tree.dispose([updates, state, ...(params === undefined ? [] : [params])])
      for (const value of Object.values(extra ?? {})) if (typeof value !== 'number') value.dispose()
      return [out, converted as OptState]
    },
  }
}
