/** The slots a rule's state is made of. @module */
import type { Axes } from '../expr/index.ts'
import type { FloatArray, Tensor } from '../pytree/index.ts'
import { flagParts, numberParts, reducedParts, type SlotParts } from './slotParts.ts'
import type { StateType } from './stateType.ts'

/** A whole number that starts at 0 and goes up by one each step unless the rule says otherwise. */
export interface CounterSlot {
  readonly kind: 'counter'
}

/** One number for the whole tree. */
export interface ScalarSlot {
  readonly kind: 'scalar'
  readonly initial: number
}

/** One truth value per leaf, false at first. */
export interface LeafFlagSlot {
  readonly kind: 'leafFlag'
  readonly over: 'leaf'
  readonly parts: SlotParts
}

/** One number per leaf. */
export interface LeafScalarSlot {
  readonly kind: 'leafScalar'
  readonly over: 'leaf'
  readonly initial: number
  readonly parts: SlotParts
}

/** One number per slice of a leaf: a tree of tensors with length 1 along the axes that are reduced. */
export interface ReducedMomentSlot {
  readonly kind: 'reducedMoment'
  readonly over: Axes
  readonly initial: number
  readonly parts: SlotParts
}

/** One number per element: a tree shaped like the parameters, in their dtypes. */
export interface MomentSlot {
  readonly kind: 'moment'
  /** Its first value, or the name of the option that holds it, or `'param'` for the parameter itself. */
  readonly initial: number | string
}

/** One field of a rule's state: a count, a number, or something for each leaf, each slice of a leaf, or each element. */
export type Slot = CounterSlot | ScalarSlot | LeafFlagSlot | LeafScalarSlot | ReducedMomentSlot | MomentSlot

/** The slots of one rule by name. */
export interface Slots {
  readonly [name: string]: Slot
}

/** A count of steps taken. */
export const counter = (): CounterSlot => ({ kind: 'counter' })

/** One number for the whole tree. */
export const scalar = (initial: number): ScalarSlot => ({ kind: 'scalar', initial })

/** One truth value per leaf, false at first. */
export const leafFlag = (): LeafFlagSlot => ({ kind: 'leafFlag', over: 'leaf', parts: flagParts })

/** One number per leaf, such as the norm of its gradient. */
export const leafScalar = (initial = 0): LeafScalarSlot => ({
  kind: 'leafScalar',
  over: 'leaf',
  initial,
  parts: numberParts,
})

/**
 * One number per slice of a leaf, such as a mean over each row: a tree of tensors with length 1 along the axes that `axes`
 * reduces, in the dtypes of the parameters.
 */
export const reducedMoment = (axes: Axes, initial = 0): ReducedMomentSlot => ({
  kind: 'reducedMoment',
  over: axes,
  initial,
  parts: reducedParts(axes),
})

/**
 * One number per element, shaped like the parameters.
 *
 * @param initial its first value, or the name of the option that holds it, or `'param'`: it starts as a copy of the parameters
 */
export const moment = (initial: number | string = 0): MomentSlot => ({ kind: 'moment', initial })

/** A tree with the structure of `P` and a `V` at each leaf. */
export type LeafTree<P, V> = P extends number | FloatArray | { readonly data: FloatArray }
  ? V
  : P extends null
    ? null
    : { readonly [K in keyof P]: LeafTree<P[K], V> }

/** A tree like `P` in which any leaf may be absent. */
export type Sparse<P> = P extends number | FloatArray | { readonly data: FloatArray }
  ? P | null
  : P extends null
    ? null
    : { readonly [K in keyof P]: Sparse<P[K]> }

type SlotValue<S, P> = S extends MomentSlot
  ? P
  : S extends LeafFlagSlot
    ? LeafTree<P, boolean>
    : S extends LeafScalarSlot
      ? LeafTree<P, number>
      : S extends ReducedMomentSlot
        ? LeafTree<P, Tensor>
        : number

/** The state type of a rule with these slots: one readonly record. */
export interface SlotsState<S extends Slots> extends StateType {
  readonly state: { readonly [K in keyof S]: SlotValue<S[K], this['params']> }
}
