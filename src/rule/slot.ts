/** The slots a rule's state is made of. @module */
import type { FloatArray } from '../pytree/index.ts'
import { readFlags, type ReadFlags } from './flags.ts'
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
  readonly readFlags: ReadFlags
}

/** One number per element: a tree shaped like the parameters, in their dtypes. */
export interface MomentSlot {
  readonly kind: 'moment'
  /** Its first value, or the name of the option that holds it, or `'param'` for the parameter itself. */
  readonly initial: number | string
}

/** One field of a rule's state: a count, a number, a truth value for each leaf, or a value for each element. */
export type Slot = CounterSlot | ScalarSlot | LeafFlagSlot | MomentSlot

/** The slots of one rule by name. */
export interface Slots {
  readonly [name: string]: Slot
}

/** A count of steps taken. */
export const counter = (): CounterSlot => ({ kind: 'counter' })

/** One number for the whole tree. */
export const scalar = (initial: number): ScalarSlot => ({ kind: 'scalar', initial })

/** One truth value per leaf, false at first. */
export const leafFlag = (): LeafFlagSlot => ({ kind: 'leafFlag', readFlags })

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

type SlotValue<S, P> = S extends MomentSlot ? P : S extends LeafFlagSlot ? LeafTree<P, boolean> : number

/** The state type of a rule with these slots: one readonly record. */
export interface SlotsState<S extends Slots> extends StateType {
  readonly state: { readonly [K in keyof S]: SlotValue<S[K], this['params']> }
}
