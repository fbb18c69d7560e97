/** The formulas of schedules, where they are known. @module */
import { constant, type Expr } from '../expr/index.ts'
import type { Schedule } from '../schedules/schedule.ts'

/** What a schedule is at a count, as an expression of the count; `undefined` for one that is known by its values only. */
export const formulaOfSchedule = (schedule: Schedule, _count: Expr): Expr | undefined => {
  const { spec } = schedule
  const value = spec?.options['value']
  return spec?.name === 'constantSchedule' && typeof value === 'number' ? constant(value) : undefined
}
