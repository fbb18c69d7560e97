/** Recognize norms in formulas. @module */
import type { Expr, ReduceNode } from './node.ts'

/** The root of a sum of squares, or of one that is divided by a count. */
export interface Norm {
  readonly sum: ReduceNode
  readonly count: Expr | undefined
}

const isSumOfSquares = (expr: Expr): expr is ReduceNode =>
  expr.kind === 'reduce' && expr.reduction.name === 'sumOfSquares'

/** What a norm is taken of: √Σx² or √(Σx²/n); undefined for any other formula. */
export const asNorm = (expr: Expr): Norm | undefined => {
  if (expr.kind !== 'apply' || expr.operation.name !== 'sqrt') return undefined
  const [root] = expr.args
  if (isSumOfSquares(root)) return { sum: root, count: undefined }
  if (root.kind !== 'apply' || root.operation.name !== 'div') return undefined
  const [sum, count] = root.args
  return isSumOfSquares(sum) ? { sum, count } : undefined
}
