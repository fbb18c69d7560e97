/** Conditions as signs of numbers. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { sub, type Expr } from '../expr/index.ts'
import type { Supposition } from './algebra.ts'

const suppositionOf = (condition: Expr): readonly Supposition[] => {
  if (condition.kind === 'apply') {
    const [a, b] = condition.args
    switch (condition.operation.name) {
      case 'and':
        return [...suppositionOf(a), ...suppositionOf(b)]
      case 'less':
        return [{ expr: sub(b, a), sign: 'positive' }]
      case 'greater':
        return [{ expr: sub(a, b), sign: 'positive' }]
      case 'lessOrEqual':
        return [{ expr: sub(b, a), sign: 'notNegative' }]
      case 'greaterOrEqual':
        return [{ expr: sub(a, b), sign: 'notNegative' }]
      case 'equal':
        return [{ expr: sub(a, b), sign: 'zero' }]
    }
  }
  throw new OptfuseError(
    'invalid-option',
    'what is given must be comparisons, such as greaterOrEqual(a, b), or several joined by and.',
    {
      transformation: 'prove',
    },
  )
}

/** What conditions say of the signs of differences. */
export const suppositionsOf = (conditions: readonly Expr[]): readonly Supposition[] => conditions.flatMap(suppositionOf)
