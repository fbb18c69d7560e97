/** Functions of whole leaves as expressions. @module */
import { wholeNode } from './intern.ts'
import { lift, type Operand } from './operand.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Expr, WholeNode } from './node.ts'
import type { ComputeWritten, WholeFunction, WholeLeaf } from './wholeFunction.ts'

/** What a function of whole leaves is made of. */
export type WholeDeclaration = Omit<WholeFunction, 'of' | 'computeWritten'>

const computeWritten: ComputeWritten = (passes, { groups, leaves }, elements, fast) => {
  const given = new Map<WholeNode, WholeLeaf[]>()
  passes.forEach((pass, i) => {
    for (const { stream, whole: node } of pass?.writes ?? []) {
      if (node === undefined) continue
      const known = given.get(node) ?? []
      given.set(node, known)
      for (const index of groups[i].leaves) {
        // A step that makes arrays makes none without elements.
        known.push({ shape: leaves[index].shape, index, elements: elements(stream, index) ?? new Float32Array(0) })
      }
    }
  })
  for (const [node, each] of given) node.whole.compute(each, fast)
}

/**
 * A function of whole leaves, to be applied to expressions.
 *
 * @example
 * const reversed = whole({
 *   name: 'reversed',
 *   over: 'leaf',
 *   compute: (leaves) => leaves.forEach(({ elements }) => elements.reverse()),
 * })
 * print(reversed(input('update'))) // reversed(update)
 */
export const whole = (declaration: WholeDeclaration): ((x: Operand) => Expr) => {
  const made: WholeFunction = { ...declaration, computeWritten, of: (arg) => wholeNode(made, arg) }
  return (x) => {
    const arg = lift(x, `the argument of ${made.name}`)
    if (arg.type === 'number') return made.of(arg)
    throw new OptfuseError('invalid-rule', `${made.name} is of numbers; use select(condition, 1, 0) for truth values.`)
  }
}
