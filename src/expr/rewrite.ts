/** Rebuild expressions bottom-up. @module */
import { apply, reduce, scheduled } from './intern.ts'
import type { Expr } from './node.ts'
import { postorder } from './postorder.ts'

/**
 * Rebuild each root bottom-up, passing every node, its arguments already rewritten, through `step`. Shared nodes are
 * rewritten once.
 */
export const rewrite = (roots: readonly Expr[], step: (expr: Expr) => Expr): readonly Expr[] => {
  const done = new Map<Expr, Expr>()
  const rewritten = (expr: Expr): Expr => done.get(expr) ?? expr
  for (const expr of postorder(roots)) {
    const rebuilt =
      expr.kind === 'apply'
        ? apply(expr.operation, expr.args.map(rewritten))
        : expr.kind === 'reduce'
          ? reduce(expr.reduction, expr.over, expr.args.map(rewritten))
          : expr.kind === 'scheduled'
            ? scheduled(expr.name, expr.schedule, rewritten(expr.count))
            : expr
    done.set(expr, step(rebuilt))
  }
  return roots.map(rewritten)
}
