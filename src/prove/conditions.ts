/** Conditions as numbers that are 0 or 1, and selections by them. @module */
import { constant, equal, greater, notEqual, select, type Expr } from '../expr/index.ts'
import type { Bounds } from './bounds.ts'
import { express } from './express.ts'
import type { Field } from './field.ts'
import { vanishes, type Fraction } from './fraction.ts'
import type { Functions } from './functions.ts'
import {
  everything,
  excludesZero,
  isNonNegative,
  isNonPositive,
  isPositive,
  negateInterval,
  nonNegative,
  positive,
  unit,
} from './interval.ts'
import { leading, scalePolynomial } from './polynomial.ts'
import { one, reciprocal, zero } from './rational.ts'

/** Conditions on fractions. */
export interface Conditions {
  /** 1 where a is above 0. */
  readonly isAbove: (a: Fraction) => Fraction
  /** 1 where a is 0. */
  readonly isNought: (a: Fraction) => Fraction
  /** 1 where the condition is 0. */
  readonly opposite: (condition: Fraction) => Fraction
  /** The first where the condition is 1, else the second; `undefined` where what is taken has no value. */
  readonly choose: (condition: Fraction, a: Fraction | undefined, b: Fraction | undefined) => Fraction | undefined
}

/** Conditions over a field, with what is known of ranges. */
export const createConditions = (field: Field, bounds: Bounds, { isNatural }: Functions): Conditions => {
  const { atom, constant: number, subtract, multiply, negate, same } = field
  const unity = number(one)
  const nought = number(zero)
  const exprOf = (a: Fraction): Expr => express(a, field.atomOf)

  const indicator = (operation: string, argument: Fraction, condition: (about: Expr) => Expr): Fraction =>
    atom(operation, [argument], () => ({
      expr: () => select(condition(exprOf(argument)), 1, 0),
      interval: unit,
      natural: true,
      idempotent: true,
      splits: () => [exprOf(argument)],
    }))

  /** A fraction without the size of the number before it. */
  const withoutSize = (a: Fraction): Fraction => {
    const { coefficient } = leading(a.top)
    const magnitude = coefficient.n < 0n ? { n: -coefficient.n, d: coefficient.d } : coefficient
    return { top: scalePolynomial(a.top, reciprocal(magnitude)), bottom: a.bottom }
  }

  const isAbove = (a: Fraction): Fraction => {
    const inside = bounds.of(a)
    if (isPositive(inside)) return unity
    if (isNonPositive(inside)) return nought
    // Factors above 0 change no sign.
    const { coefficient, factors } = field.factor(a.top)
    const parts = [...factors.values(), ...a.bottom.values()].map(({ polynomial, power }): Fraction => {
      const each: Fraction = { top: polynomial, bottom: new Map() }
      return isPositive(bounds.of(each)) ? unity : field.power(each, power % 2 === 0 ? 2 : 1)
    })
    const product = withoutSize(parts.reduce(multiply, coefficient.n < 0n ? negate(unity) : unity))
    if (same(product, unity)) return unity
    if (same(product, negate(unity))) return nought
    return indicator('positive', product, (about) => greater(about, 0))
  }

  const isNought = (a: Fraction): Fraction => {
    if (vanishes(a)) return unity
    const inside = bounds.of(a)
    if (excludesZero(inside)) return nought
    if (isNonNegative(inside) && isNonPositive(inside)) return unity
    const { coefficient } = leading(a.top)
    const argument = { top: scalePolynomial(a.top, reciprocal(coefficient)), bottom: new Map() }
    return indicator('zero', argument, (about) => equal(about, 0))
  }

  const opposite = (a: Fraction): Fraction => subtract(unity, a)

  const choose = (condition: Fraction, a: Fraction | undefined, b: Fraction | undefined): Fraction | undefined => {
    if (same(condition, unity)) return a
    if (vanishes(condition)) return b
    if (a === undefined || b === undefined) return undefined
    if (same(a, b)) return a
    return atom('select', [condition, a, b], () => {
      const [x, y] = [bounds.of(a), bounds.of(b)]
      const sharedInterval =
        isPositive(x) && isPositive(y)
          ? positive
          : isNonNegative(x) && isNonNegative(y)
            ? nonNegative
            : isNonPositive(x) && isNonPositive(y)
              ? negateInterval(nonNegative)
              : everything
      return {
        expr: () => selectExpr(condition, a, b),
        interval: sharedInterval,
        natural: isNatural(a) && isNatural(b),
      }
    })
  }

  /** The condition that an indicator stands for. */
  const indicated = (condition: Fraction): Expr | undefined => {
    const expr = exprOf(condition)
    const isIndicator = expr.kind === 'apply' && expr.operation.name === 'select' && expr.args[1] === constant(1)
    return isIndicator ? expr.args[0] : undefined
  }

  const selectExpr = (condition: Fraction, a: Fraction, b: Fraction): Expr => {
    const [yes, no] = [indicated(condition), indicated(opposite(condition))]
    return yes === undefined && no !== undefined
      ? select(no, exprOf(b), exprOf(a))
      : select(yes ?? notEqual(exprOf(condition), 0), exprOf(a), exprOf(b))
  }

  return { isAbove, isNought, opposite, choose }
}
