/** A hyperparameter in a formula. @module */
import { hyper, scheduled, type Expr } from '../expr/index.ts'
import { isSymbolicNumber } from '../expr/symbolic.ts'
import type { CountFunction } from '../options/descriptor.ts'

/**
 * What a hyperparameter is in a formula: a number, or a schedule at some count.
 *
 * @param count what a schedule sees
 * @param transformation whose option it is, for messages
 */
export const hyperparameterAt = (
  name: string,
  value: number | CountFunction,
  count: Expr,
  transformation: string,
): Expr =>
  typeof value === 'number'
    ? hyper(name, value)
    : isSymbolicNumber(value)
      ? value.formulaAt(count, `option ${name} of ${transformation}`)
      : scheduled(name, value, count)
