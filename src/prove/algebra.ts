/** The algebra of one case of a proof. @module */
import type { Expr } from '../expr/index.ts'
import { createBounds } from './bounds.ts'
import { express } from './express.ts'
import type { Budget } from './budget.ts'
import { createField } from './field.ts'
import { numberOf, vanishes, type Fraction } from './fraction.ts'
import { createFunctions } from './functions.ts'
import {
  isNegative,
  isPositive,
  negative,
  nonNegative,
  nonPositive,
  point,
  positive,
  type Interval,
} from './interval.ts'
import { createNormalizer, type Normalizer, type SlotFacts } from './normalize.ts'
import type { Reliance } from './reliance.ts'
import { divideExactly, type Polynomial } from './polynomial.ts'
import { compare, minus, zero } from './rational.ts'
import { formulaOfSchedule } from './scheduleFormula.ts'

/** A number taken to have a sign within a case. */
export interface Supposition {
  readonly expr: Expr
  readonly sign: 'negative' | 'zero' | 'positive' | 'notNegative' | 'notPositive'
}

/** Expressions in canonical form, under what is supposed. */
export interface Algebra {
  readonly normalize: (expr: Expr) => Fraction | undefined
  /** Whether two forms are the same for all numbers that the suppositions allow. */
  readonly same: (a: Fraction, b: Fraction) => boolean
  readonly isNatural: (a: Fraction) => boolean
  readonly boundsOf: (a: Fraction) => Interval
  readonly exprOf: (a: Fraction) => Expr
  /** Numbers whose signs would settle something in the difference of two forms. */
  readonly splits: (a: Fraction, b: Fraction) => readonly Expr[]
  /** Whether the suppositions contradict one another. */
  readonly impossible: boolean
  readonly reliancesOf: (expr: Expr) => readonly Reliance[]
  /** Whether what a form relies on is false under the suppositions. */
  readonly isFalse: (reliance: Reliance) => boolean
}

const range: Readonly<Record<Supposition['sign'], Interval>> = {
  negative,
  zero: point(zero),
  positive,
  notNegative: nonNegative,
  notPositive: nonPositive,
}

/** The algebra in which the slots are as the facts say and the suppositions hold. */
export const createAlgebra = (
  budget: Budget,
  slotFacts: (slot: Expr) => SlotFacts,
  suppositions: readonly Supposition[],
): Algebra => {
  const field = createField(budget)
  const bounds = createBounds(field)
  const values = new Map<Expr, Fraction>()
  const nothings: Polynomial[] = []
  let impossible = false
  const functions = createFunctions(field, bounds)
  const anew = (): Normalizer => createNormalizer({ field, bounds, functions, values, slotFacts, formulaOfSchedule })

  const contradicts = (known: Interval, sign: Supposition['sign']): boolean => {
    const [above, below] = [isPositive(known), isNegative(known)]
    switch (sign) {
      case 'negative':
        return known.low !== undefined && compare(known.low.at, zero) >= 0
      case 'positive':
        return known.high !== undefined && compare(known.high.at, zero) <= 0
      case 'zero':
        return above || below
      case 'notNegative':
        return below
      case 'notPositive':
        return above
    }
  }

  /** A leaf of expressions that has to be a number, for the difference of the two to be 0. */
  const solve = (a: Fraction): boolean => {
    const unknowns = [...a.top.values()].filter(({ powers }) => powers.length > 0)
    if (unknowns.length !== 1 || unknowns[0].powers.length !== 2 || unknowns[0].powers[1] !== 1) return false
    const atom = field.atomOf(unknowns[0].powers[0])
    const expr = atom.expr()
    const { kind } = expr
    if (
      atom.args.length > 0 ||
      atom.operation.startsWith('each ') ||
      (kind !== 'slot' && kind !== 'input' && kind !== 'hyper')
    )
      return false
    const rest = a.top.get('')?.coefficient ?? zero
    values.set(expr, field.divide(field.constant(minus(rest)), field.constant(unknowns[0].coefficient)))
    return true
  }

  for (const { expr, sign } of suppositions) {
    // Anew, since a number may stand for a leaf from here on. What the supposition itself relies on is relied on by the
    // formula that hinges on it.
    const form = anew().normalize(expr)
    if (form === undefined) continue
    const known = bounds.of(form)
    if (contradicts(known, sign)) impossible = true
    if (numberOf(form) !== undefined || vanishes(form)) continue
    bounds.learn(form, range[sign])
    if (sign === 'zero' && !solve(form)) nothings.push(form.top)
  }

  const same = (a: Fraction, b: Fraction): boolean => {
    const difference = field.subtract(a, b)
    return (
      vanishes(difference) || nothings.some((each) => divideExactly(difference.top, each, field.spend) !== undefined)
    )
  }

  const splits = (a: Fraction, b: Fraction): readonly Expr[] => {
    const found = new Set<Expr>()
    const seen = new Set<number>()
    const visitPolynomial = (polynomial: Polynomial): void => {
      for (const { powers } of polynomial.values()) powers.forEach((id, i) => i % 2 === 0 && visitAtom(id))
    }
    const visit = ({ top, bottom }: Fraction): void => {
      visitPolynomial(top)
      for (const { polynomial } of bottom.values()) visitPolynomial(polynomial)
    }
    const visitAtom = (id: number): void => {
      if (seen.has(id)) return
      seen.add(id)
      const atom = field.atomOf(id)
      if (/ over /.test(atom.operation)) return
      // What the arguments hinge on is settled first.
      atom.args.forEach(visit)
      for (const each of atom.splits?.() ?? []) found.add(each)
    }
    visit(field.subtract(a, b))
    return [...found]
  }

  const { normalize, reliancesOf } = anew()

  const isFalse = ({ demand, expr }: Reliance): boolean => {
    const form = demand === 'nonzero' || demand === 'positive' || demand === 'nonNegative' ? normalize(expr) : undefined
    if (form === undefined) return false
    if (vanishes(form)) return demand !== 'nonNegative'
    return demand !== 'nonzero' && isNegative(bounds.of(form))
  }

  return {
    normalize,
    same,
    isNatural: functions.isNatural,
    boundsOf: bounds.of,
    exprOf: (a) => express(a, field.atomOf),
    splits,
    impossible,
    reliancesOf,
    isFalse,
  }
}
