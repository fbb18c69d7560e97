/** Run an example. @module */
import { compose } from '../compile/compose.ts'
import type { EngineName } from '../compile/index.ts'
import { fromDefinition } from '../define/fromDefinition.ts'
import { applyUpdates } from '../pytree/index.ts'
import type {
  AnyGradientTransformation,
  Definition,
  ExtraArguments,
  GradientTransformation,
  StateType,
} from '../rule/index.ts'
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

const namesOfExtras = new WeakMap<Definition, readonly string[]>()

/** The extra arguments that a transformation reads at a step of an example. */
export const extraAt = (
  { definition }: AnyGradientTransformation,
  { values }: Example,
  step: number,
): ExtraArguments => {
  const names = namesOfExtras.get(definition) ?? [...compose(definition).extras.keys()]
  namesOfExtras.set(definition, names)
  return Object.fromEntries(names.map((name) => [name, values?.[step] ?? 1]))
}

/** The steps of an example by the pure functions, from `init` or from a given state. */
export const trajectory = (
  transformation: AnyGradientTransformation,
  example: Example,
  engine?: EngineName,
): readonly Step[] => {
  const { init, update } = open(transformation, engine)
  const { params, gradients } = example
  const steps: Step[] = []
  let current = { state: init(params), params }
  for (const [i, gradient] of gradients.entries()) {
    const [updates, next] = update(gradient, current.state, current.params, extraAt(transformation, example, i))
    current = { state: next, params: applyUpdates(current.params, updates) }
    steps.push({ updates, ...current })
  }
  return steps
}
