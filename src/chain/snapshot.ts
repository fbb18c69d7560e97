/** Keep a measurement of the updates in the state. @module */
import { fromDefinition } from '../define/fromDefinition.ts'
import { constant, input } from '../expr/index.ts'
import { scalar, type GradientTransformation, type SlotsState } from '../rule/index.ts'
import { measured, type Measure } from '../define/measure.ts'

/** The state of `snapshot`: the measurement under its name. */
export type SnapshotState<Name extends string> = SlotsState<{
  readonly [K in Name]: { readonly kind: 'scalar'; readonly initial: number }
}>

/**
 * Measure the updates at this place of a chain and keep the number in the state, where `treeGet` finds it by its name; the
 * updates pass unchanged. It is measured in the passes of the step.
 *
 * State: the measurement under its name, 0 before the first step.
 *
 * @param measureName the name to keep it under
 * @param measure one number for the tree, or a truth value, made of the functions of `optfuse/expr`
 * @throws OptfuseError `invalid-rule` for a measurement that varies within the tree
 * @example
 * const opt = chain(snapshot('normBefore', (update) => norm(update, 'tree')), clipByGlobalNorm(1))
 * const [, state] = opt.update({ w: 3, b: 4 }, opt.init({ w: 0, b: 0 }))
 * treeGet(state, 'normBefore') // 5
 */
export const snapshot = <const Name extends string>(
  measureName: Name,
  measure: Measure,
): GradientTransformation<SnapshotState<Name>> =>
  fromDefinition({
    kind: 'rule',
    name: 'snapshot',
    spec: { name: 'snapshot', options: { measureName, measure } },
    slots: { [measureName]: scalar(0) },
    initial: { [measureName]: constant(0) },
    update: input('update'),
    next: { [measureName]: measured('snapshot', measureName, measure) },
  })
