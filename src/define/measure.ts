/** What is measured of the updates within a chain. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { input, select, type Expr } from '../expr/index.ts'
import { lift, type Operand } from '../expr/operand.ts'

/**
 * A measurement: one number or truth value for the whole tree, over the update and the gradient of one element. Truth values
 * are measured as 1 and 0.
 *
 * @example
 * const size: Measure = (update) => norm(update, 'tree')
 */
export type Measure = (update: Expr, gradient: Expr) => Operand

/** The expression of a measurement, as a number. */
export const measured = (transformation: string, name: string, measure: Measure): Expr => {
  const expr = lift(measure(input('update'), input('gradient')), `the measurement ${name}`)
  if (expr.scope === 'uniform') return expr.type === 'boolean' ? select(expr, 1, 0) : expr
  throw new OptfuseError(
    'invalid-rule',
    `the measurement ${name} must be one number for the tree, but it varies within it; reduce it, as in norm(update, 'tree').`,
    { transformation },
  )
}
