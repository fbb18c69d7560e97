/** Operations on fractions. @module */
import type { Expr } from '../expr/index.ts'
import type { ApplyNode } from '../expr/node.ts'
import type { Bounds } from './bounds.ts'
import type { Conditions } from './conditions.ts'
import { express } from './express.ts'
import type { Field } from './field.ts'
import { vanishes, type Fraction } from './fraction.ts'
import type { Functions } from './functions.ts'
import { everything, excludesZero, isNonNegative, isNonPositive, isPositive, negateInterval } from './interval.ts'
import { one, zero } from './rational.ts'
import type { Rely } from './reliance.ts'

/** The form of an operation, given those of its arguments; `undefined` where one that matters, or the result, has no value. */
export type ApplyOperation = (node: ApplyNode, args: readonly (Fraction | undefined)[]) => Fraction | undefined

/** The operations over a field. */
export const createOperations = (
  field: Field,
  bounds: Bounds,
  functions: Functions,
  { isAbove, isNought, opposite, choose }: Conditions,
  rely: Rely,
): ApplyOperation => {
  const { atom, add, subtract, multiply, divide, negate } = field
  const unity = field.constant(one)
  const nought = field.constant(zero)
  const exprOf = (a: Fraction): Expr => express(a, field.atomOf)

  const requireNonzero = (a: Fraction): void => {
    for (const { polynomial } of field.factor(a.top).factors.values()) {
      const each: Fraction = { top: polynomial, bottom: new Map() }
      if (!excludesZero(bounds.of(each))) rely('nonzero', exprOf(each))
    }
  }

  return (node, args) => {
    const { name } = node.operation
    const [a, b, c] = args
    if (name === 'select') return a === undefined ? undefined : choose(a, b, c)
    if (a === undefined || (args.length > 1 && b === undefined)) {
      // A truth value may be settled by one side alone.
      if (name === 'and' && (a ?? b) !== undefined && vanishes(a ?? b ?? unity)) return nought
      return undefined
    }
    const second = b ?? nought
    switch (name) {
      case 'add':
        return add(a, second)
      case 'sub':
        return subtract(a, second)
      case 'mul':
        return multiply(a, second)
      case 'neg':
        return negate(a)
      case 'square':
        return multiply(a, a)
      case 'div':
        if (vanishes(second)) return undefined
        requireNonzero(second)
        return divide(a, second)
      case 'increment':
        rely('countsStay', node)
        return add(a, unity)
      case 'sqrt': {
        const inside = bounds.of(a)
        if (isPositive(negateInterval(inside))) return undefined
        if (!isNonNegative(inside)) rely('nonNegative', exprOf(a))
        return functions.sqrt(a)
      }
      case 'pow': {
        const base = bounds.of(a)
        if (!functions.isNatural(second)) {
          // A whole power needs a base that is not 0 where it is negative; any other one a base above 0, or 0 for a
          // positive one. Where it may be either, what is asked for is more than a value needs.
          const exponent = bounds.of(second)
          const whole = functions.isInteger(second)
          const some = isNonNegative(base) && isPositive(exponent)
          if (!some && (whole ? !excludesZero(base) : !isPositive(base))) {
            const needed = isPositive(negateInterval(exponent)) && (whole || isNonNegative(base))
            rely(whole || isNonNegative(base) ? 'nonzero' : 'positive', exprOf(a), needed)
          }
        }
        return functions.pow(a, second)
      }
      case 'exp':
        return functions.exp(a)
      case 'log':
        if (isNonPositive(bounds.of(a))) return undefined
        if (!isPositive(bounds.of(a))) rely('positive', exprOf(a))
        return functions.log(a)
      case 'tanh':
        return functions.tanh(a)
      case 'abs':
        return functions.abs(a)
      case 'sign':
        return functions.sign(a)
      case 'floor':
        return functions.floor(a)
      case 'mod':
        if (vanishes(second)) return undefined
        requireNonzero(second)
        return functions.mod(a, second)
      case 'max':
        return functions.max(a, second)
      case 'min':
        return functions.min(a, second)
      case 'less':
        return isAbove(subtract(second, a))
      case 'greater':
        return isAbove(subtract(a, second))
      case 'lessOrEqual':
        return opposite(isAbove(subtract(a, second)))
      case 'greaterOrEqual':
        return opposite(isAbove(subtract(second, a)))
      case 'equal':
        return isNought(subtract(a, second))
      case 'notEqual':
        return opposite(isNought(subtract(a, second)))
      case 'and':
        return multiply(a, second)
      case 'or':
        return opposite(multiply(opposite(a), opposite(second)))
      case 'not':
        return opposite(a)
      case 'isNaN':
        rely('finite', node)
        return nought
      case 'isFinite':
        rely('finite', node)
        return unity
      default:
        // An operation of which nothing is known is the same on the same arguments.
        return atom(name, [a, ...(b === undefined ? [] : [b]), ...(c === undefined ? [] : [c])], () => ({
          expr: () => node,
          interval: everything,
        }))
    }
  }
}
