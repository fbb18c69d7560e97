/** Run transformations on another stack's tensors. @module */
import { compose, type Program } from '../compile/compose.ts'
import { homesOf } from '../compile/homes.ts'
import { initialOf, startsAtParams } from '../compile/slots.ts'
import { linkStates, treeSlot, type LinkState } from '../compile/state.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { flatten, registerLeaf, unflatten, type Dtype, type TreeDef } from '../pytree/index.ts'
import { walkLike } from '../pytree/walkLike.ts'
import { definitionOf, type AnyGradientTransformation } from '../rule/index.ts'
import { openArena } from './arena.ts'
import type { Value } from './calculator.ts'
import { planTensors, type TensorPlan } from './planTensors.ts'
import { runStep, shapeWithin } from './runStep.ts'
import { nestSlots, readExtras, readSlots, tensorsLike } from './slotValues.ts'
import type { TensorStack } from './tensorStack.ts'

/** A transformation that runs on trees of another stack's tensors. Nothing handed in is consumed or written to. */
export interface Embedded<T extends object = object> {
  /** The state before the first step. Its tensors, like all that are returned, are the caller's to release. */
  readonly init: (params: unknown) => unknown
  /** One step: the gradients turned into updates, and the state after it. */
  readonly update: <P>(
    gradients: P,
    state: unknown,
    params?: P,
    /** Each a number, or a tensor of rank 0 that holds one. */
    extra?: Readonly<Record<string, number | T>>,
  ) => readonly [updates: P, state: unknown]
  /** The parameters after a step: params + updates. */
  readonly applyUpdates: <P>(params: P, updates: P) => P
}

/** How many structures of trees an embedded transformation remembers its plan for. */
const PLANS_KEPT = 4

/** Tensor types that trees know, by the functions that tell them. */
const registered = new WeakSet<object>()

/** Let trees hold the stack's tensors. */
const teach = <T extends object>(stack: TensorStack<T>): void => {
  if (registered.has(stack.is)) return
  registered.add(stack.is)
  // A dtype that is neither float32 nor float64 is refused where the tree is read, with the leaf's path.
  registerLeaf<T>({ ...stack, dtype: (x) => stack.dtype(x) as Dtype })
}

/** The structure of a tree in which one tensor at two places is two leaves: references to one tensor do not tie them. */
const untied = (tree: unknown): TreeDef => {
  const { def } = flatten(tree)
  return {
    ...def,
    leaves: def.positions.map((leaf) => def.leaves[leaf]),
    positions: def.positions.map((_, position) => position),
  }
}

/**
 * Run a transformation on the tensors of another stack, with the rules interpreted by the stack's own operations. What is
 * the same for the whole tree, such as counts, schedules and bias corrections, is computed on the host in float64 as long
 * as it does not depend on a tensor.
 *
 * Trees are nested arrays and plain objects of tensors; every place is a leaf of its own, also where two hold one tensor.
 *
 * @param stack the tensor library's operations
 * @throws OptfuseError as the library's own `init` and `update` do; whatever fails, the tensors made so far are released
 */
export const embed = <T extends object>(
  transformation: AnyGradientTransformation,
  stack: TensorStack<T>,
): Embedded<T> => {
  const definition = definitionOf(transformation, 'embed', 'its first argument')
  teach(stack)
  let composed: Program | undefined
  const program = (): Program => (composed ??= compose(definition))
  const plans: TensorPlan[] = []

  /** The plan for trees like this one, most recently used first. */
  const planOf = (tree: unknown): TensorPlan => {
    const found = plans.findIndex(({ def }) => walkLike(def, tree, 'exact') !== undefined)
    if (found === 0) return plans[0]
    const [plan] = found > 0 ? plans.splice(found, 1) : [planTensors(program(), untied(tree))]
    plans.unshift(plan)
    plans.length = Math.min(plans.length, PLANS_KEPT)
    return plan
  }

  /** The tree that has the structure of a step: the parameters, or what was made like them. */
  const modelOf = (gradients: unknown, states: readonly LinkState[], params: unknown): unknown => {
    if (params !== undefined) return params
    const moment = program().slots.find(({ kind, within }) => kind === 'moment' && within === undefined)
    return moment === undefined ? gradients : treeSlot(program(), moment, states)
  }

  return {
    init: (params) => {
      const def = untied(params)
      const leaves = tensorsLike(stack, def, params, 'params')
      const arena = openArena(stack)
      try {
        const homes = program().slots.map(homesOf(def))
        const values = program().slots.map((slot, k): readonly Value<T>[] => {
          if (startsAtParams(slot)) {
            return leaves.map((leaf, i) => (homes[k].leaves.includes(i) ? arena.own(stack.retain(leaf)) : NaN))
          }
          const initial = initialOf(slot)
          const { scope } = slot.before
          if (scope === 'uniform') return [initial]
          if (scope === 'leaf') return leaves.map(() => initial)
          return leaves.map((leaf, i) => {
            const { dtype } = def.leaves[i].info
            const shape = shapeWithin(scope, def.leaves[i])
            return homes[k].leaves.includes(i) ? arena.own(stack.fill(initial, shape, dtype, leaf)) : NaN
          })
        })
        for (const value of values.flat()) if (typeof value !== 'number') arena.yield(value)
        return nestSlots(definition, program(), homes, values)
      } finally {
        arena.clear()
      }
    },

    update: <P>(gradients: P, state: unknown, params?: P, extra?: Readonly<Record<string, number | T>>) => {
      const { needsParams } = program()
      if (needsParams !== undefined && params === undefined) {
        throw new OptfuseError(
          'missing-params',
          'this transformation reads the parameters; call update(gradients, state, params).',
          { transformation: needsParams },
        )
      }
      const states = linkStates(definition, state)
      const plan = planOf(modelOf(gradients, states, params))
      const { def } = plan
      const { updates, slots } = runStep(stack, plan, {
        gradients: tensorsLike(stack, def, gradients, 'gradients'),
        params: needsParams === undefined ? undefined : tensorsLike(stack, def, params, 'params'),
        slots: readSlots(stack, program(), plan.homes, def.leaves.length, states),
        extras: readExtras(stack, program(), extra),
      })
      // The structure of the gradients with a tensor at each leaf.
      return [unflatten(def, updates) as P, nestSlots(definition, program(), plan.homes, slots)]
    },

    applyUpdates: <P>(params: P, updates: P) => {
      const def = untied(params)
      const changes = tensorsLike(stack, def, updates, 'updates')
      // The structure of the parameters with a tensor at each leaf.
      return unflatten(
        def,
        tensorsLike(stack, def, params, 'params').map((param, i) => stack.add(param, changes[i])),
      ) as P
    },
  }
}
