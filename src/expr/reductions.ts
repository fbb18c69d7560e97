/** Reductions of element values, and the means and norms made of them. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { reduce, size } from './intern.ts'
import type { Expr, Extent } from './node.ts'
import { lift, type Operand } from './operand.ts'
import { div } from './operations/arithmetic.ts'
import { greater, select } from './operations/comparison.ts'
import { sqrt } from './operations/elementary.ts'
import { dot, max, min, sum, sumOfSquares, type Reduction } from './reduction.ts'

const reduceOver = (reduction: Reduction, over: Extent, operands: readonly Operand[]): Expr => {
  const axes = typeof over === 'object' ? over : undefined
  const name: unknown = axes === undefined ? over : axes.name
  // JavaScript lets other extents through, which no engine could run over.
  if ((name === 'tree' || name === 'leaf') !== (axes === undefined)) {
    throw new OptfuseError(
      'invalid-rule',
      `${reduction.name} is over 'tree', 'leaf' or axes of another name, such as exceptFirst; got ${show(name)}.`,
    )
  }
  const args = operands.map((operand, i) => lift(operand, `argument ${i + 1} of ${reduction.name}`))
  for (const arg of args) {
    if (arg.type === 'boolean') {
      throw new OptfuseError('invalid-rule', `${reduction.name} reduces numbers; use any or all for truth values.`)
    }
  }
  return reduce(reduction, over, args)
}

/** Σ x over the extent, accumulated in float64. */
export const reduceSum = (x: Operand, over: Extent): Expr => reduceOver(sum, over, [x])

/** Σ x² over the extent; squared and accumulated in float64, so float32 values never overflow it. */
export const reduceSumOfSquares = (x: Operand, over: Extent): Expr => reduceOver(sumOfSquares, over, [x])

/** Σ x·y over the extent; multiplied and accumulated in float64. */
export const reduceDot = (x: Operand, y: Operand, over: Extent): Expr => reduceOver(dot, over, [x, y])

/** The largest x; NaN when any is NaN, -∞ over nothing. */
export const reduceMax = (x: Operand, over: Extent): Expr => reduceOver(max, over, [x])

/** The smallest x; NaN when any is NaN, +∞ over nothing. */
export const reduceMin = (x: Operand, over: Extent): Expr => reduceOver(min, over, [x])

/** Whether the condition holds anywhere. */
export const any = (condition: Expr, over: Extent): Expr => greater(reduceMax(select(condition, 1, 0), over), 0)

/** Whether the condition holds everywhere. */
export const all = (condition: Expr, over: Extent): Expr => greater(reduceMin(select(condition, 1, 0), over), 0)

/** The mean of x. */
export const mean = (x: Operand, over: Extent): Expr => div(reduceSum(x, over), size(over))

/** The Euclidean norm √Σx². */
export const norm = (x: Operand, over: Extent): Expr => sqrt(reduceSumOfSquares(x, over))

/** The root mean square √(Σx²/n). */
export const rms = (x: Operand, over: Extent): Expr => sqrt(div(reduceSumOfSquares(x, over), size(over)))
