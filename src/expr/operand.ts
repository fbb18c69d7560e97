/** Let plain numbers stand where an expression is wanted. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { apply, constant } from './intern.ts'
import type { Expr } from './node.ts'
import type { Operation } from './operation.ts'
import { isSymbolic } from '../options/symbolic.ts'

/** An expression, or a number that becomes a constant. */
export type Operand = Expr | number

/** Whether a value is an expression. */
export const isExpr = (value: unknown): value is Expr => typeof value === 'object' && value !== null && 'scope' in value

/**
 * The expression of an operand.
 *
 * @param what what the operand is, for the message
 * @throws OptfuseError `invalid-rule` for something else, such as a slot that was not declared
 */
export const lift = (operand: Operand, what: string): Expr => {
  if (typeof operand === 'number') return constant(operand)
  if (isExpr(operand)) return operand
  const value: unknown = operand
  if (isSymbolic(value) && isExpr(value.formula)) return value.formula
  throw new OptfuseError('invalid-rule', `${what} must be an expression or a number, got ${show(value)}.`)
}

/** Apply an operation to operands, checking how many there are and whether each is a number or a truth value. */
export const applyTo = (operation: Operation, operands: readonly Operand[]): Expr => {
  const { name, argumentTypes } = operation
  const args = operands.map((operand, i) => (isExpr(operand) ? operand : lift(operand, `argument ${i + 1} of ${name}`)))
  if (args.length !== argumentTypes.length) {
    throw new OptfuseError('invalid-rule', `${name} takes ${argumentTypes.length} arguments, got ${args.length}.`)
  }
  args.forEach((arg, i) => {
    if (arg.type !== argumentTypes[i]) {
      throw new OptfuseError(
        'invalid-rule',
        `argument ${i + 1} of ${name} must be a ${argumentTypes[i]}, got a ${arg.type}.`,
      )
    }
  })
  return apply(operation, args)
}
