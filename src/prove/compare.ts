/** Decide whether two expressions are equal, case by case. @module */
import type { Expr } from '../expr/index.ts'
import { createAlgebra, type Algebra, type Supposition } from './algebra.ts'
import type { Budget } from './budget.ts'
import type { Fraction } from './fraction.ts'
import type { SlotFacts } from './normalize.ts'
import type { Reliance } from './reliance.ts'
import { plainlyDiffer } from './probe.ts'

/** What is known before two expressions are compared. */
export interface Knowledge {
  readonly budget: Budget
  readonly slotFacts: (slot: Expr) => SlotFacts
  /** What is supposed of every step. */
  readonly suppositions: readonly Supposition[]
  /** The algebra of just this knowledge, where there is one already: what it has brought to its form it need not again. */
  readonly algebra?: Algebra
  /** An expression as it is at the first step, which is the one with a count of 0, for counts of the steps taken. */
  readonly atFirst?: (count: Expr, expr: Expr) => Expr | undefined
}

/** Where two expressions part: their forms, and the case in which they do. */
export interface Parting {
  readonly left: () => Expr | undefined
  readonly right: () => Expr | undefined
  readonly when: readonly Supposition[]
}

const noValue = (): undefined => undefined

export type Comparison =
  | { readonly equal: true; readonly reliances: readonly Reliance[] }
  | { readonly equal: false; readonly parting: Parting }

/** How many signs are supposed one after another, and how many cases are looked at in all. */
const DEPTH = 8
const CASES = 400

const exprOf = (algebra: Algebra, a: Fraction | undefined) => (): Expr | undefined => a && algebra.exprOf(a)

/** Compare two expressions: whether they are the same for all numbers, and if that is not plain, for those of each case. */
export const compareExprs = (knowledge: Knowledge, left: Expr, right: Expr): Comparison => {
  const { budget, slotFacts, suppositions, atFirst } = knowledge
  // What is written alike is alike, also where it has no value.
  if (left === right) return { equal: true, reliances: [] }
  let apart: boolean | undefined
  const differ = (): boolean => (apart ??= suppositions.length === 0 && plainlyDiffer(left, right, slotFacts))
  let cases = 0
  /** The cases in which both have a value, and the same one. */
  let settled = 0
  const reliances: Reliance[] = []

  const settle = (when: readonly Supposition[], needed: readonly Reliance[]): Parting | undefined => {
    const algebra =
      when.length === 0 && knowledge.algebra !== undefined
        ? knowledge.algebra
        : createAlgebra(budget, slotFacts, [...suppositions, ...when])
    if (algebra.impossible) return undefined
    const inCase = (expr: Expr): Expr =>
      when.reduce((each, { expr: count, sign }) => (sign === 'zero' ? atFirst?.(count, each) : undefined) ?? each, expr)
    const [x, y] = [inCase(left), inCase(right)]
    const [a, b] = [algebra.normalize(x), algebra.normalize(y)]
    const parting = { left: exprOf(algebra, a), right: exprOf(algebra, b), when }
    const alike = a !== undefined && b !== undefined && algebra.same(a, b)
    if (!alike && differ()) return parting
    const relied = [...algebra.reliancesOf(x), ...algebra.reliancesOf(y)]
    const always = relied.filter((each) => each.always)
    if (alike && !always.some(algebra.isFalse)) {
      reliances.push(...relied)
      settled++
      return undefined
    }
    // Where a formula has no value, which the proof says by what it relies on, there is nothing to compare.
    const broken = needed.find(algebra.isFalse)
    if (broken !== undefined) {
      reliances.push(broken)
      return undefined
    }
    if (differ() || a === undefined || b === undefined || when.length >= DEPTH || cases >= CASES) return parting
    const pivot = algebra.splits(a, b).find((each) => !when.some(({ expr }) => expr === each))
    if (pivot === undefined) return parting
    cases += 3
    for (const sign of ['positive', 'negative', 'zero'] as const) {
      const failed = settle([...when, { expr: pivot, sign }], [...needed, ...always])
      if (failed !== undefined) return failed
    }
    return undefined
  }

  const parting = settle([], []) ?? (settled === 0 ? { left: noValue, right: noValue, when: [] } : undefined)
  return parting === undefined ? { equal: true, reliances } : { equal: false, parting }
}
