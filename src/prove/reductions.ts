/** Sums and extremes over the tree, a leaf or axes. @module */
import {
  reduceMax,
  reduceMin,
  reduceSum,
  reduceSumOfSquares,
  size,
  type Expr,
  type Extent,
  type Scope,
} from '../expr/index.ts'
import type { ReduceNode } from '../expr/node.ts'
import { extentName, isBound, isFixed, type Binder } from './binder.ts'
import type { Bounds } from './bounds.ts'
import { express } from './express.ts'
import type { AtomFacts, Field } from './field.ts'
import type { Factor, Fraction } from './fraction.ts'
import type { Functions } from './functions.ts'
import { everything, isNonNegative, isNonPositive, negateInterval, nonNegative, positive } from './interval.ts'
import { term, type Monomial } from './polynomial.ts'
import { one, zero } from './rational.ts'
import type { Rely } from './reliance.ts'

/** Reductions of fractions; `binder` is what a reduction around them runs over. */
export interface Reductions {
  /** A leaf of expressions, one of its own for every use within a reduction over which it varies. */
  readonly leafAtom: (operation: string, scope: Scope, binder: Binder, facts: AtomFacts) => Fraction
  readonly sumOver: (a: Fraction, over: Extent, binder: Binder) => Fraction
  readonly sumOfSquaresOver: (a: Fraction, over: Extent, binder: Binder) => Fraction
  readonly extremeOver: (a: Fraction, node: ReduceNode, binder: Binder) => Fraction
  /** How many elements there are. */
  readonly sizeOf: (over: Extent, binder: Binder) => Fraction
}

/** The most terms whose squares are multiplied out. */
const FEW = 6

const powersOf = (powers: Monomial, keep: (id: number) => boolean): Monomial =>
  powers.filter((_, i) => keep(powers[i - (i % 2)]))

/** Reductions over a field, with what is known of ranges. */
export const createReductions = (field: Field, bounds: Bounds, { isNatural }: Functions, rely: Rely): Reductions => {
  const { atom, add, multiply, same } = field
  const unity = field.constant(one)
  const nought = field.constant(zero)
  const exprOf = (a: Fraction): Expr => express(a, field.atomOf)

  const leafAtom = (operation: string, scope: Scope, binder: Binder, facts: AtomFacts): Fraction =>
    atom(isBound(scope, binder) ? `each ${operation}` : operation, [], () => facts)

  /** A sum takes in only what varies over its extent; each term has a sum of its own. */
  const sumOver = (a: Fraction, over: Extent, binder: Binder): Fraction => {
    const fixed = (id: number): boolean => isFixed(field.atomOf(id).expr().scope, over)
    const fixedFactor = ({ polynomial }: Factor): boolean =>
      [...polynomial.values()].every(({ powers }) => powers.every((id, i) => i % 2 === 1 || fixed(id)))
    const split = (wanted: boolean): Fraction['bottom'] =>
      new Map([...a.bottom].filter(([, each]) => fixedFactor(each) === wanted))
    const varyingBottom = split(false)
    let sum = nought
    for (const { coefficient, powers } of a.top.values()) {
      const outside: Fraction = { top: term(coefficient, powersOf(powers, fixed)), bottom: split(true) }
      const inside: Fraction = {
        top: term(
          one,
          powersOf(powers, (id) => !fixed(id)),
        ),
        bottom: varyingBottom,
      }
      sum = add(sum, multiply(outside, same(inside, unity) ? sizeOf(over, binder) : sumAtom(inside, over, binder)))
    }
    return sum
  }

  const reductionName = (name: string, over: Extent, binder: Binder): string => {
    const scope: Scope = over === 'tree' ? 'uniform' : over
    return `${isBound(scope, binder) ? 'each ' : ''}${name} over ${extentName(over)}`
  }

  const sumAtom = (a: Fraction, over: Extent, binder: Binder): Fraction =>
    atom(reductionName('sum', over, binder), [a], () => {
      const inside = bounds.of(a)
      return {
        expr: () => reduceSum(exprOf(a), over),
        interval: isNonNegative(inside)
          ? nonNegative
          : isNonPositive(inside)
            ? negateInterval(nonNegative)
            : everything,
        natural: isNatural(a),
      }
    })

  /** Of many terms the sum stays as it is: their products, each with a sum of its own, would be more than a proof can carry. */
  const sumOfSquaresOver = (a: Fraction, over: Extent, binder: Binder): Fraction =>
    a.top.size <= FEW
      ? sumOver(multiply(a, a), over, binder)
      : atom(reductionName('sumOfSquares', over, binder), [a], () => ({
          expr: () => reduceSumOfSquares(exprOf(a), over),
          interval: nonNegative,
          natural: isNatural(a),
        }))

  const sizeOf = (over: Extent, binder: Binder): Fraction => {
    const expr = size(over)
    return leafAtom(`size ${extentName(over)}`, expr.scope, binder, {
      expr: () => expr,
      interval: positive,
      natural: true,
    })
  }

  const extremeOver = (a: Fraction, { reduction, over }: ReduceNode, binder: Binder): Fraction => {
    const expr = exprOf(a)
    // The extreme of what is the same everywhere is that, where there is anything at all.
    if (isFixed(expr.scope, over)) {
      rely('notEmpty', size(over))
      return a
    }
    return atom(reductionName(reduction.name, over, binder), [a], () => ({
      expr: () => (reduction.name === 'max' ? reduceMax : reduceMin)(expr, over),
      interval: bounds.of(a),
      natural: isNatural(a),
    }))
  }

  return { leafAtom, sumOver, sumOfSquaresOver, extremeOver, sizeOf }
}
