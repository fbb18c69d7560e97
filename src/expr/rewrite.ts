/** Rebuild expressions bottom-up. @module */
import { apply, reduce, scheduled } from './intern.ts'
import { argumentsOf, type Expr } from './node.ts'
import { postorder } from './postorder.ts'

/**
 * Rebuild each root bottom-up, passing every node, its arguments already rewritten, through `step`. Shared nodes are
 * rewritten once.
 */
export const rewrite = (roots: readonly Expr[], step: (expr: Expr) => Expr): readonly Expr[] => {
  const done = new Map<Expr, Expr>()
  const rewritten = (expr: Expr): Expr => done.get(expr) ?? expr
  const rebuild = (expr: Expr): Expr => {
    const before = argumentsOf(expr)
    if (before.every((arg) => rewritten(arg) === arg)) return expr
    const after = before.map(rewritten)
    return expr.kind === 'apply'
      ? apply(expr.operation, after)
      : expr.kind === 'reduce'
        ? reduce(expr.reduction, expr.over, after)
        : expr.kind === 'scheduled'
          ? scheduled(expr.name, expr.schedule, after[0])
          : expr.kind === 'whole'
            ? expr.whole.of(after[0])
            : expr
  }
  for (const expr of postorder(roots)) done.set(expr, step(rebuild(expr)))
  return roots.map(rewritten)
}
