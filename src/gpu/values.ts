/** Where the values of a planned program are found on the device. @module */
import type { Expr } from '../expr/index.ts'
import type { Shape } from './backend.ts'

/** An array of the plan, before there is a device. */
export interface ArrayRef {
  readonly name: string
  readonly shape: Shape
}

/** One number of an array's entries. */
export interface Cell {
  readonly array: ArrayRef
  readonly component: number
}

/** Where the values of a program are. What is in none of these tables is computed from its arguments. */
export interface Values {
  /** Elements: gradient, parameter, moments, and intermediate values that were stored. */
  readonly elements: ReadonlyMap<Expr, Cell>
  /** Finished reductions, and values per slice that the host knows: one entry for the tree, one per leaf, or one per slice. */
  readonly reductions: ReadonlyMap<Expr, Cell>
  /** The table by block: the number of the leaf, then values per leaf that the host knows, `leafNumbers` in all. */
  readonly leaves: ArrayRef
  readonly leafNumbers: number
  readonly leafComponents: ReadonlyMap<Expr, number>
  /** For each choice of axes, by name, the number of each element's slice. */
  readonly slices: ReadonlyMap<string, ArrayRef>
  /** Whether the host knows the value before the step begins. */
  readonly isHost: (expr: Expr) => boolean
}
