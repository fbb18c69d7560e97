/** The meaning of an expression on numbers. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { evaluate, type Given } from './evaluate.ts'
import type { LeafSet } from './leafSet.ts'
import type { Expr } from './node.ts'

/** The numbers an expression is evaluated with. */
export interface Environment {
  readonly gradient?: number
  readonly update?: number
  readonly param?: number
  /** Extra arguments by name. */
  readonly extra?: Readonly<Record<string, number>>
  /** State slots by name. */
  readonly slots?: Readonly<Record<string, number>>
  /** Whether the leaf is in a set; default in every one. */
  readonly isIn?: (set: LeafSet) => boolean
}

/**
 * The value of an expression in float64, for a tree of one scalar leaf: a reduction runs over that one element, sizes
 * are 1, and the rank is 0.
 *
 * @throws OptfuseError `invalid-rule` when the environment lacks a number the expression reads
 * @example
 * interpret(movingAverage(0.9, slot('mu', 'element'), input('update')), { update: 2, slots: { mu: 1 } }) // 1.1
 */
export const interpret = (root: Expr, environment: Environment): number => {
  const given = (name: string, value: number | undefined): number => {
    if (value === undefined) throw new OptfuseError('invalid-rule', `the environment has no value for ${name}.`)
    return value
  }
  const worth = (expr: Given, valueOf: (part: Expr) => number): number => {
    switch (expr.kind) {
      case 'hyper':
        return expr.value
      case 'scheduled':
        return expr.schedule(valueOf(expr.count))
      case 'input':
        return given(expr.name, environment[expr.name])
      case 'extra':
        return given(expr.name, environment.extra?.[expr.name])
      case 'slot':
        return given(expr.name, environment.slots?.[expr.name])
      case 'size':
        return 1
      case 'rank':
        return 0
      case 'member':
        return (environment.isIn?.(expr.set) ?? true) ? 1 : 0
      case 'reduce': {
        const [a, b = a] = expr.args
        const { prepared, combined, neutral } = expr.reduction
        return combined(neutral, prepared(valueOf(a), valueOf(b)))
      }
      case 'whole': {
        const elements = Float64Array.of(valueOf(expr.args[0]))
        expr.whole.compute([{ index: 0, shape: [], elements }], false)
        return elements[0]
      }
    }
  }
  return evaluate(root, worth) ?? NaN
}
