/** What a transformation is, as data: the planner, the printer, the specs and the proofs all read this. @module */
import type { Expr } from '../expr/index.ts'
import type { Gating } from './gating.ts'
import type { Masks } from './masks.ts'
import type { Slots } from './slot.ts'
import type { Turns } from './turns.ts'

/** The name and options that rebuild a transformation. */
export interface TransformationSpec {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  /** Of a wrapper: what it wraps. */
  readonly inner?: TransformationSpec
}

/** One update rule: formulas for one element of one parameter. */
export interface RuleDefinition {
  readonly kind: 'rule'
  readonly name: string
  readonly spec: TransformationSpec
  readonly slots: Slots
  /** The first value of each slot, over hyperparameters and constants. */
  readonly initial: Readonly<Record<string, Expr>>
  /** What flows out, over the inputs and the slots. */
  readonly update: Expr
  /** Each slot after the step. */
  readonly next: Readonly<Record<string, Expr>>
  /**
   * Of the first link of a guarded chain: whether the links after it take the step; of the last link of one that restarts:
   * whether those before it start anew. Over the inputs and the slots.
   */
  readonly gate?: Expr
  /** Conditions, the same for the whole tree, that a step decides first, to leave out what the other branch would need. */
  readonly branches?: readonly Expr[]
}

/** Transformations one after the other. */
export interface ChainDefinition {
  readonly kind: 'chain'
  /** The recipe the chain was made by, where it was. */
  readonly spec?: TransformationSpec
  readonly links: readonly Definition[]
  /** The links' names in a named chain. */
  readonly names?: readonly string[]
  /** Whether this is the form of a wrapper, which begins no chain of its own: links within read as `gradient` what it would. */
  readonly wraps?: true
  /** Of each link, the leaves it sees; the others pass it by, and it keeps no state for them. */
  readonly masks?: Masks
  /**
   * Functions that stand for numbers the first link keeps in its state: a later rule that follows one as a schedule
   * reads the slot of this name instead, as it is after the step.
   */
  readonly shared?: ReadonlyMap<(count: number) => number, string>
  /** What the gate of the first link, or of the last, means for the others. */
  readonly gating?: Gating
  /** That the links do not follow one another, but take turns. */
  readonly turns?: Turns
}

/** A transformation as data: one rule, or a chain of definitions. */
export type Definition = RuleDefinition | ChainDefinition
