/** What a function of whole leaves is: one record per function. @module */
import type { FloatArray } from '../pytree/index.ts'
import type { Expr, WholeNode } from './node.ts'

/** A leaf that a function works on. */
export interface WholeLeaf {
  /** Its number among the leaves of the tree. */
  readonly index: number
  readonly shape: readonly number[]
  /** Holds the argument; the result takes its place. */
  readonly elements: FloatArray
}

/**
 * Computes all functions of whole leaves that passes have written for.
 *
 * @param passes per group of leaves, its pass
 * @param elements the elements of a leaf in a stream; none where there are none
 * @param fast whether WebAssembly may be used
 */
export type ComputeWritten = (
  passes: readonly (
    { readonly writes: readonly { readonly stream: number; readonly whole?: WholeNode }[] } | undefined
  )[],
  layout: {
    readonly groups: readonly { readonly leaves: readonly number[] }[]
    readonly leaves: readonly Pick<WholeLeaf, 'shape'>[]
  },
  elements: (stream: number, leaf: number) => FloatArray | undefined,
  fast: boolean,
) => void

/**
 * A function of all elements of a leaf together, such as one of matrices. Its argument is written to memory of its own first,
 * for nothing of the result is known before all of the argument is; then it is computed there.
 */
export interface WholeFunction {
  /** What formulas call it. Two of one name are taken to be the same, so a name says everything that the result depends on. */
  readonly name: string
  /** What is one argument to it: each leaf by itself, or all together. Of the tree, a leaf whose argument is a literal NaN is no part. */
  readonly over: 'leaf' | 'tree'
  /**
   * Compute it in place; the dtype's own arithmetic in one fixed order, so that every engine gives the same bits.
   *
   * @param fast whether WebAssembly may be used
   */
  readonly compute: (leaves: readonly WholeLeaf[], fast: boolean) => void
  /** How all of them that passes have written for are computed; the same for all. */
  readonly computeWritten: ComputeWritten
  /** It of another argument: who does not use such functions need not know how they are made. */
  readonly of: (arg: Expr) => Expr
}
