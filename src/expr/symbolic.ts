/** Numbers given by a formula. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { NumberRange } from '../options/number.ts'
import { rangeWithin } from '../options/rangeWithin.ts'
import { isSymbolic, type Symbolic } from '../options/symbolic.ts'
import { isExpr, lift, type Operand } from './operand.ts'
import type { Expr } from './node.ts'

/**
 * A number known by its formula only, over symbols and perhaps the count. It is typed as a number, and as a schedule, so
 * that it goes wherever an option does; arithmetic with it in JavaScript throws.
 */
export type SymbolicNumber = Symbolic<Expr | ((count: Expr) => Operand)> & {
  /**
   * The formula.
   *
   * @param count what it reads as the count, if there is one
   * @param what what the number is, for the message
   */
  readonly formulaAt: (count: Expr | undefined, what: string) => Expr
}

const refuse = (what: string): never => {
  throw new OptfuseError('invalid-rule', what)
}

/** The number of a formula, with the range it is known to lie in. */
export const symbolicNumber = (
  formula: Expr | ((count: Expr) => Operand),
  range: NumberRange | undefined,
): SymbolicNumber => {
  const noValue = (): never =>
    refuse(
      'a symbol has no value: write formulas of symbols with the functions of optfuse/expr, as in symbolic(mul(a, b)).',
    )
  const known = {
    formula,
    range,
    isWithin: (outer: NumberRange) => range === undefined || rangeWithin(range, outer),
    formulaAt: (count: Expr | undefined, what: string): Expr => {
      if (isExpr(formula)) return formula
      if (count === undefined) {
        return refuse(
          `${what} is a formula of the count, and there is none: declare "count: counter()" among the slots.`,
        )
      }
      return lift(formula(count), what)
    },
    [Symbol.toPrimitive]: noValue,
  }
  // A function at run time, a number to the compiler: what would treat it as one meets `toPrimitive`.
  return Object.freeze(Object.assign(noValue, known)) as unknown as SymbolicNumber
}

export const isSymbolicNumber = (value: unknown): value is SymbolicNumber => isSymbolic(value)

/**
 * A number given by a formula of symbols, to use as an option: `scale(symbolic(mul(a, b)))`. A function of the count makes
 * a schedule.
 *
 * @example
 * const [a, b] = [symbol('a'), symbol('b')]
 * formula(scale(symbolic(mul(a, b)))).split('\n')[1].trim() // "update' = update * (a * b)"
 */
export const symbolic = (formula: Operand | ((count: Expr) => Operand)): SymbolicNumber =>
  symbolicNumber(
    typeof formula === 'function' && !isSymbolicNumber(formula) ? formula : lift(formula, 'the formula'),
    undefined,
  )
