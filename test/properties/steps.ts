/** Run transformations in property tests. @module */
import { fromDefinition } from '../../src/define/fromDefinition.ts'
import { extraAt } from '../../src/laws/trajectory.ts'
import { applyUpdates } from '../../src/pytree/index.ts'
import type {
  AnyGradientTransformation,
  ExtraArguments,
  GradientTransformation,
  StateType,
} from '../../src/rule/index.ts'

/** A transformation whose state may be anything. */
export const open = ({ definition }: AnyGradientTransformation): GradientTransformation =>
  fromDefinition<StateType, never>(definition)

/** A number for each extra argument the transformation reads, another at each step. */
export const extraOf = (transformation: AnyGradientTransformation, step: number): ExtraArguments =>
  extraAt(
    transformation,
    { params: null, gradients: [], values: Array.from({ length: step + 1 }, (_, i) => 2 - i) },
    step,
  )

/** The updates of each step, the parameters staying as they are. */
export const updatesOf = (
  transformation: AnyGradientTransformation,
  params: unknown,
  gradients: readonly unknown[],
): readonly unknown[] => {
  const { init, update } = open(transformation)
  let state = init(params)
  return gradients.map((gradient, i) => {
    const [updates, next] = update(gradient, state, params, extraOf(transformation, i))
    state = next
    return updates
  })
}

/** The state after all steps, the parameters staying as they are. */
export const stateAfter = (
  transformation: AnyGradientTransformation,
  params: unknown,
  gradients: readonly unknown[],
): unknown => {
  const { init, update } = open(transformation)
  return gradients.reduce<unknown>(
    (state, gradient, i) => update(gradient, state, params, extraOf(transformation, i))[1],
    init(params),
  )
}

/** The parameters after each step down a gradient that is a function of them. */
export const descend = <P>(
  transformation: AnyGradientTransformation,
  params: P,
  gradientOf: (params: P) => P,
  steps: number,
): readonly P[] => {
  const { init, update } = open(transformation)
  let state = init(params)
  const visited = [params]
  for (let step = 0; step < steps; step++) {
    const at = visited[step]
    const [updates, next] = update(gradientOf(at), state, at, extraOf(transformation, step))
    visited.push(applyUpdates(at, updates))
    state = next
  }
  return visited
}
