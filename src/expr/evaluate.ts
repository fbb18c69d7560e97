/** Work an expression out on numbers. @module */
import type { ApplyNode, ConstantNode, Expr } from './node.ts'
import { postorder } from './postorder.ts'

/** What else than constants and operations an expression is made of. */
export type Given = Exclude<Expr, ApplyNode | ConstantNode>

/**
 * The value of an expression in float64, or `undefined` where it depends on something without one.
 *
 * @param worth the value of each part that is no constant and no operation, given those of the parts below it
 */
export const evaluate = (
  root: Expr,
  worth: (expr: Given, valueOf: (part: Expr) => number) => number | undefined,
): number | undefined => {
  const values = new Map<Expr, number>()
  const valueOf = (expr: Expr): number => values.get(expr) ?? NaN
  for (const expr of postorder([root])) {
    let value: number | undefined
    if (expr.kind === 'constant') value = expr.value
    else if (expr.kind === 'apply') {
      const [a = 0, b = 0, c = 0] = expr.args.map(valueOf)
      value = expr.operation.evaluate(a, b, c)
    } else value = worth(expr, valueOf)
    if (value === undefined) return undefined
    values.set(expr, value)
  }
  return valueOf(root)
}
