/** Let plain numbers stand where an expression is wanted. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { apply, constant } from './intern.ts'
import type { Expr } from './node.ts'
import type { Operation } from './operation.ts'

/** An expression, or a number that becomes a constant. */
export type Operand = Expr | number

/** The expression of an operand. */
export const lift = (operand: Operand): Expr => (typeof operand === 'number' ? constant(operand) : operand)

/** Apply an operation to operands, checking how many there are and whether each is a number or a truth value. */
export const applyTo = (operation: Operation, operands: readonly Operand[]): Expr => {
  const { name, argumentTypes } = operation
  const args = operands.map(lift)
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
