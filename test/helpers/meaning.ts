/** What an elementwise expression means for one element, rounding included; independent of planner and engines. @module */
import type { Expr } from '../../src/expr/index.ts'
import type { InputNode, SlotNode } from '../../src/expr/node.ts'
import { postorder } from '../../src/expr/postorder.ts'
import type { Dtype } from '../../src/pytree/index.ts'

/** The number in an input or slot. */
export type Reader = (node: InputNode | SlotNode) => number

/**
 * The value of `root`: uniform values in float64, element values rounded to the dtype once per operation, uniforms rounded
 * where they meet an element. No reductions.
 */
export const meaning = (root: Expr, dtype: Dtype, read: Reader): number => {
  const round = dtype === 'float32' ? Math.fround : (x: number): number => x
  const values = new Map<Expr, number>()
  const valueOf = (expr: Expr): number => values.get(expr) ?? NaN
  const compute = (expr: Expr): number => {
    switch (expr.kind) {
      case 'constant':
      case 'hyper':
        return expr.value
      case 'input':
      case 'slot':
        return expr.scope === 'element' ? round(read(expr)) : read(expr)
      case 'apply': {
        if (expr.scope === 'uniform') {
          const [a, b = a, c = a] = expr.args.map(valueOf)
          return expr.operation.evaluate(a, b, c)
        }
        const [a, b = a, c = a] = expr.args.map((arg) => round(valueOf(arg)))
        return round(expr.operation.evaluate(a, b, c))
      }
      default:
        throw new Error(`no elementwise meaning for ${expr.kind}`)
    }
  }
  for (const expr of postorder([root])) values.set(expr, compute(expr))
  return round(valueOf(root))
}
