/** Evaluate a formula for many elements at once. @module */
import { OptfuseError } from '../../errors/OptfuseError.ts'
import type { Expr } from '../../expr/index.ts'
import { postorder } from '../../expr/postorder.ts'

/** What an input or a slot holds: a number per element, or one for all. */
export type Column = readonly [node: Expr, numbers: readonly number[]]

/** The value of an elementwise formula for each of so many elements, in float64. */
export const evaluateColumns = (formula: Expr, size: number, columns: readonly Column[]): readonly number[] => {
  const values = new Map<Expr, readonly number[]>(columns)
  const at = (node: Expr | undefined, i: number): number => {
    const column = node === undefined ? [0] : (values.get(node) ?? [NaN])
    return column.length === 1 ? column[0] : column[i]
  }
  for (const node of postorder([formula])) {
    if (values.has(node)) continue
    if (node.kind === 'constant' || node.kind === 'hyper') {
      values.set(node, [node.value])
    } else if (node.kind === 'apply') {
      const [a, b, c] = node.args
      const { evaluate } = node.operation
      values.set(
        node,
        Array.from({ length: size }, (_, i) => evaluate(at(a, i), at(b, i), at(c, i))),
      )
    } else {
      throw new OptfuseError('invalid-rule', `an equation between states cannot read a ${node.kind} here.`)
    }
  }
  return Array.from({ length: size }, (_, i) => at(formula, i))
}
