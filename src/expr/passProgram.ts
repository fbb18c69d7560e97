/** The straight-line program of one pass over the elements: what both engines run. @module */
import type { Dtype } from '../pytree/index.ts'
import type { Operation, ValueType } from './operation.ts'
import type { Reduction } from './reduction.ts'

/** One value of a pass; arguments are indices of earlier instructions. */
export type Instruction =
  /** The element of a stream. */
  | { readonly kind: 'load'; readonly stream: number }
  /** A literal, rounded to the dtype. */
  | { readonly kind: 'constant'; readonly value: number }
  /** A number that is the same for the whole step, rounded to the dtype. */
  | { readonly kind: 'uniform'; readonly index: number; readonly type: ValueType }
  /** A number that is the same for a run, rounded to the dtype. */
  | { readonly kind: 'row'; readonly index: number; readonly type: ValueType }
  /** A number per slice where the slices of a run lie side by side, rounded to the dtype. */
  | { readonly kind: 'slice'; readonly index: number; readonly type: ValueType }
  | { readonly kind: 'apply'; readonly operation: Operation; readonly args: readonly number[] }

/** A value written to a stream. */
export interface Store {
  readonly stream: number
  readonly value: number
}

/** A reduction gathered during the pass: one partial result per run, or one per slice side by side. */
export interface Gather {
  readonly reduction: Reduction
  readonly args: readonly number[]
  readonly into: 'run' | 'slice'
  /** The index among the gathers of the same kind. */
  readonly index: number
  /** For `slice`: which column of the run table holds the first slice. */
  readonly column: number
}

/** One pass over the elements of the leaves of one dtype. */
export interface PassProgram {
  readonly dtype: Dtype
  /** How many element streams the pass touches. */
  readonly streams: number
  readonly uniforms: number
  readonly rows: number
  /** For each slice stream, which column of the run table holds the first slice. */
  readonly slices: readonly number[]
  /** Columns of the run table: offset, count, then first slices. */
  readonly columns: number
  readonly instructions: readonly Instruction[]
  readonly stores: readonly Store[]
  readonly gathers: readonly Gather[]
}
