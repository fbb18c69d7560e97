/** Schedules that are written as formulas of the count. @module */
import { interpret, slot, type Expr } from '../expr/index.ts'
import type { Schedule } from '../schedules/index.ts'

/** The count in the formula of a written schedule. */
export const countInFormula = slot('count', 'uniform')

/** A schedule that knows its formula, over `countInFormula` and hyperparameters. */
export interface WrittenSchedule extends Schedule {
  readonly formula: Expr
}

/** The schedule that follows a formula of the count. */
export const writtenSchedule = (formula: Expr): WrittenSchedule =>
  Object.assign((count: number) => interpret(formula, { slots: { count } }), { formula })
