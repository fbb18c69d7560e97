/** Selections that the rank of a leaf decides before anything runs. @module */
import type { Expr } from '../expr/index.ts'
import { argumentsOf } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'

/** The truth of a condition on the rank alone, or `undefined` when it depends on more. */
const truthOf = (condition: Expr, rank: number): boolean | undefined => {
  if (condition.scope !== 'leaf') return undefined
  const known = new Map<Expr, number>()
  for (const expr of postorder([condition])) {
    if (expr.kind === 'rank') known.set(expr, rank)
    else if (expr.kind === 'constant') known.set(expr, expr.value)
    else if (expr.kind === 'apply') {
      const [a = 0, b = 0, c = 0] = expr.args.map((arg) => known.get(arg) ?? NaN)
      known.set(expr, expr.operation.evaluate(a, b, c))
    } else return undefined
  }
  return known.get(condition) !== 0
}

/** The branch that a selection by rank takes for leaves of this rank, or the expression itself. */
export const resolveBranch = (expr: Expr, rank: number): Expr => {
  if (expr.kind !== 'apply' || expr.operation.name !== 'select') return expr
  const [condition, a, b] = expr.args
  const truth = truthOf(condition, rank)
  return truth === undefined ? expr : resolveBranch(truth ? a : b, rank)
}

/** Every expression that the roots need for leaves of this rank. */
export const reachableAt = (roots: readonly Expr[], rank: number): ReadonlySet<Expr> =>
  new Set(
    postorder(
      roots.map((root) => resolveBranch(root, rank)),
      (expr) => argumentsOf(expr).map((arg) => resolveBranch(arg, rank)),
    ),
  )
