/** What forms rely on. @module */
import type { Expr } from '../expr/index.ts'

/** What the proof takes for granted about a value. */
export type Demand = 'nonzero' | 'nonNegative' | 'positive' | 'finite' | 'countsStay' | 'notEmpty'

/** Something that has to hold for a formula to have a value, and for its form to be right. */
export interface Reliance {
  readonly demand: Demand
  readonly expr: Expr
  /** Whether the formula has no value without it; else it may have one, where a selection takes something else. */
  readonly always: boolean
}

/** Note that the form of the node at hand relies on something; `needed` where the node has no value without it. */
export type Rely = (what: Demand, expr: Expr, needed?: boolean) => void
