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
  const done = new Set<Expr>()
  const stack: { readonly expr: Expr; readonly expanded: boolean }[] = []
  for (const root of [...roots].reverse()) stack.push({ expr: root, expanded: false })
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { expr, expanded } = top
    if (done.has(expr)) continue
    if (expanded) {
      done.add(expr)
      continue
    }
    stack.push({ expr, expanded: true })
    for (const arg of [...argumentsOfNode(expr)].reverse())
      if (!done.has(arg)) stack.push({ expr: arg, expanded: false })
  }
  return [...done]
}
