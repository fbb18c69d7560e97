/** Rewrites that change no bit of any result. @module */
import { constant } from './intern.ts'
import type { ApplyNode, Expr } from './node.ts'
import { neg } from './operations/arithmetic.ts'
import { rewrite } from './rewrite.ts'

const isConstant = (expr: Expr, value: number): boolean => expr.kind === 'constant' && Object.is(expr.value, value)

const isCall = (expr: Expr, name: string): expr is ApplyNode => expr.kind === 'apply' && expr.operation.name === name

const step = (expr: Expr): Expr => {
  if (expr.kind !== 'apply') return expr
  const [a, b, c] = expr.args
  switch (expr.operation.name) {
    case 'mul':
      if (isConstant(b, 1)) return a
      if (isConstant(a, 1)) return b
      if (isConstant(b, -1)) return neg(a)
      if (isConstant(a, -1)) return neg(b)
      break
    case 'div':
      if (isConstant(b, 1)) return a
      break
    case 'sub':
      if (isConstant(b, 0)) return a
      break
    case 'neg':
      if (isCall(a, 'neg')) return a.args[0]
      break
    case 'not':
      if (isCall(a, 'not')) return a.args[0]
      break
    case 'abs':
      if (isCall(a, 'abs')) return a
      break
    case 'select':
      // Not where the condition varies more than the value: what then is computed from it would move to float64.
      if (b === c && b.scope === expr.scope) return b
      break
  }
  const values = expr.args.map((arg) => (arg.kind === 'constant' ? arg.value : undefined))
  if (expr.type === 'number' && values.every((value) => value !== undefined)) {
    const [x = 0, y = 0, z = 0] = values
    return constant(expr.operation.evaluate(x, y, z))
  }
  return expr
}

/**
 * The same expressions with fewer operations. Only identities that hold for every IEEE number, signed zeros, infinities
 * and NaN included, are used: x·1, x/1, x-0, -(-x), select(c, x, x), and arithmetic on literals (in float64, where the
 * engines would evaluate them too).
 */
export const simplify = (roots: readonly Expr[]): readonly Expr[] => rewrite(roots, step)
