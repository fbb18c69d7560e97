/** Run an example. @module */
import type { EngineName } from '../compile/index.ts'
import { fromDefinition } from '../define/fromDefinition.ts'
import { applyUpdates } from '../pytree/index.ts'
import type { AnyGradientTransformation, GradientTransformation, StateType } from '../rule/index.ts'
import type { Example } from './law.ts'

/** What one step gave. */
export interface Step {
  readonly updates: unknown
  readonly state: unknown
  readonly params: unknown
}

const isComplete = (transformation: AnyGradientTransformation): transformation is GradientTransformation =>
  'init' in transformation && 'update' in transformation

/** The transformation to be called with anything: its own functions, or those of its definition on an engine. */
export const open = (transformation: AnyGradientTransformation, engine?: EngineName): GradientTransformation =>
  engine === undefined && isComplete(transformation)
    ? transformation
    : fromDefinition<StateType, never>(transformation.definition, engine)

/** The steps of an example by the pure functions, from `init` or from a given state. */
export const trajectory = (
  transformation: AnyGradientTransformation,
  { params, gradients }: Example,
  engine?: EngineName,
): readonly Step[] => {
  const { init, update } = open(transformation, engine)
  const steps: Step[] = []
  let current = { state: init(params), params }
  for (const gradient of gradients) {
    const [updates, next] = update(gradient, current.state, current.params)
    current = { state: next, params: applyUpdates(current.params, updates) }
    steps.push({ updates, ...current })
  }
  return steps
}
