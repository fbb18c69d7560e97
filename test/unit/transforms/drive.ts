import { fromDefinition } from '../../../src/define/fromDefinition.ts'
import { extraAt } from '../../../src/laws/trajectory.ts'
import type { AnyGradientTransformation, ExtraArguments, StateType } from '../../../src/rule/index.ts'

const none = { params: null, gradients: [] }

/** The updates and the states of step after step, the parameters held fixed; `extras` are the extra arguments of each, 1 by default. */
export const drive = <P>(
  { definition }: AnyGradientTransformation,
  params: P,
  gradients: readonly P[],
  extras: readonly ExtraArguments[] = [],
): { readonly updates: readonly P[]; readonly states: readonly unknown[] } => {
  const opt = fromDefinition<StateType, never>(definition)
  const updates: P[] = []
  const states: unknown[] = []
  let state = opt.init(params)
  for (const [i, gradient] of gradients.entries()) {
    const [update, next] = opt.update(gradient, state, params, extras[i] ?? extraAt(opt, none, i))
    updates.push(update)
    states.push(next)
    state = next
  }
  return { updates, states }
}

/** The updates of one number, step after step. */
export const updatesOf = (
  transformation: AnyGradientTransformation,
  gradients: readonly number[],
  param = 0,
): readonly number[] => drive(transformation, param, gradients).updates

/** The updates that one step gives; the gradients stand for the parameters too where none are given. */
export const stepOnce = <P>(transformation: AnyGradientTransformation, gradients: P, params: P = gradients): P =>
  drive(transformation, params, [gradients]).updates[0]

/** The last state of one number after these gradients. */
export const stateAfter = (
  transformation: AnyGradientTransformation,
  gradients: readonly number[],
  param = 0,
): unknown => drive(transformation, param, gradients).states.at(-1)
