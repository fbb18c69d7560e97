/** Map over the parameter-shaped parts of a state. @module */
import { treeSlot } from '../compile/state.ts'
import { treeMapWithPath, type LeafOf } from '../pytree/index.ts'
import type { AnyGradientTransformation, StateOf, StateType, StateTypeOf } from '../rule/index.ts'
import { checkLike } from './checkLike.ts'
import { openState, withSlots } from './openState.ts'

declare const mark: unique symbol

/** Stands for the parameters in the type of a state. */
type Marked = number & { readonly [mark]: true }

/** What `State` has where `Shape` has the parameters. */
type AtMarks<Shape, State> = Shape extends Marked
  ? State
  : Shape extends number | boolean | null
    ? never
    : { [K in keyof Shape & keyof State]: AtMarks<Shape[K], State[K]> }[keyof Shape & keyof State]

/** The type of the leaves of the parameters that a state belongs to. */
type MomentLeaf<S extends StateType, State> = unknown extends State
  ? unknown
  : LeafOf<AtMarks<StateOf<S, Marked>, State>>

/**
 * The state with each leaf of its moments mapped, and counts, numbers and flags as they are: to scale, clip or restart
 * what has been accumulated.
 *
 * @param f gets a leaf of a moment and its path in the parameters, such as `layers[0].w`; gives one of the same shape and
 *   dtype. A leaf tied to others is mapped once.
 * @throws OptfuseError `invalid-state` for the state of another transformation; `structure-mismatch`, `shape-mismatch` or
 *   `dtype-mismatch`, naming the path in the state, when `f` gives something else
 * @example
 * const opt = trace(0.5)
 * const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
 * mapParams(opt, (leaf) => leaf / 2, state) // { count: 1, trace: { w: 2 } }
 */
export function mapParams<T extends AnyGradientTransformation, State>(
  transformation: T,
  f: (leaf: MomentLeaf<StateTypeOf<T>, NoInfer<State>>, path: string) => MomentLeaf<StateTypeOf<T>, NoInfer<State>>,
  state: State,
): State
export function mapParams(
  transformation: AnyGradientTransformation,
  f: (leaf: unknown, path: string) => unknown,
  state: unknown,
): unknown {
  const opened = openState(transformation, state, 'mapParams')
  const { program, states } = opened
  return withSlots(transformation, opened, (slot) => {
    if (slot.kind !== 'moment') return undefined
    const moment = treeSlot(program, slot, states)
    const mapped: unknown = treeMapWithPath((path: string, leaf: unknown) => f(leaf, path), moment)
    checkLike(moment, mapped, 'what the function gave', [...program.links[slot.owner].path, slot.name])
    return mapped
  })
}
