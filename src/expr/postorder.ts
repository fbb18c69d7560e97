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
  const entered = new Set<Expr>()
  const stack = [...roots].toReversed()
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (entered.has(top)) {
      done.add(top)
      stack.pop()
      continue
    }
    entered.add(top)
    const args = argumentsOfNode(top)
    for (let i = args.length - 1; i >= 0; i--) if (!entered.has(args[i])) stack.push(args[i])
  }
  return [...done]
}
