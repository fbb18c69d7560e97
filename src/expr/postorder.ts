/** Walk expressions without recursion. @module */
import { argumentsOf, type Expr } from './node.ts'

/**
 * Every node reachable from the roots, each once, arguments before the nodes that use them.
 *
 * @param argumentsOfNode which nodes to follow; all arguments by default
 */
export const postorder = (
  roots: Iterable<Expr>,
  argumentsOfNode: (expr: Expr) => readonly Expr[] = argumentsOf,
): readonly Expr[] => {
  const order: Expr[] = []
  const entered = new Set<Expr>()
  /** The nodes on the way from the root, each with how many of its arguments were followed. */
  const way: { readonly expr: Expr; readonly args: readonly Expr[]; followed: number }[] = []
  const enter = (expr: Expr): void => {
    if (entered.has(expr)) return
    entered.add(expr)
    const args = argumentsOfNode(expr)
    if (args.length === 0) order.push(expr)
    else way.push({ expr, args, followed: 0 })
  }
  for (const root of roots) {
    enter(root)
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      if (top.followed < top.args.length) {
        enter(top.args[top.followed++])
      } else {
        order.push(top.expr)
        way.pop()
      }
    }
  }
  return order
}
