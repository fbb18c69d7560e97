/** Functions of whole leaves as expressions. @module */
import { wholeNode } from './intern.ts'
import { lift, type Operand } from './operand.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Expr } from './node.ts'
import type { WholeFunction } from './wholeFunction.ts'

/** What a function of whole leaves is made of. */
export type WholeDeclaration = Omit<WholeFunction, 'of'>

/**
 * A function of whole leaves, to be applied to expressions.
 *
 * @example
 * const reversed = whole({
 *   name: 'reversed',
 *   over: 'leaf',
 *   compute: (leaves) => leaves.forEach(({ elements }) => elements.reverse()),
 * })
 * print(reversed(input('update'))) // reversed(update)
 */
export const whole = (declaration: WholeDeclaration): ((x: Operand) => Expr) => {
  const made: WholeFunction = { ...declaration, of: (arg) => wholeNode(made, arg) }
  return (x) => {
    const arg = lift(x, `the argument of ${made.name}`)
    if (arg.type === 'number') return made.of(arg)
    throw new OptfuseError('invalid-rule', `${made.name} is of numbers; use select(condition, 1, 0) for truth values.`)
  }
}
