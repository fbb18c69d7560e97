/** Print what two equal optimizers compute. @module */
import { slot, type Expr } from '../expr/index.ts'
import { rewrite } from '../expr/rewrite.ts'
import { createAlgebra, type Supposition } from './algebra.ts'
import type { Budget } from './budget.ts'
import type { Invariant } from './induction.ts'
import type { Joint, JointSlot } from './joint.ts'
import { aligned, printedLine } from './printed.ts'
import type { Printed } from './proof.ts'

/** The left side's slots after the step and its update, in canonical form. */
export const normalFormOf = (
  { left }: Joint,
  { reduce, slotFacts, classes }: Invariant,
  budget: Budget,
  suppositions: readonly Supposition[],
  names: ReadonlyMap<Expr, string>,
): Printed => {
  const kept = classes.filter(([{ side }]) => side === 'left').map(([first]) => first)
  const nameOf = ({ before, name }: JointSlot): string => names.get(before) ?? name
  // The update is written over the state after the step, as papers do.
  const primed = new Map(
    kept
      .filter(({ kind }) => kind !== 'counter')
      .map((each): [Expr, JointSlot] => [reduce(each.after), each])
      .filter(([after]) => 'args' in after)
      .map(([after, each]): [Expr, Expr] => {
        const { scope, type } = each.before
        return [after, slot(`${nameOf(each)}'`, scope, each.owner, type)]
      }),
  )
  const origin = new Map(kept.map((each) => [primed.get(reduce(each.after)), each.before]))
  const algebra = createAlgebra(budget, (each) => slotFacts(origin.get(each) ?? each), suppositions)
  const line = (name: string, expr: Expr): readonly Printed[] => {
    const form = algebra.normalize(expr)
    if (form === undefined) return []
    return [printedLine(name, algebra.exprOf(form), names)]
  }
  const [update] = rewrite([reduce(left.update)], (node) => primed.get(node) ?? node)
  const lines = [...kept.flatMap((each) => line(nameOf(each), reduce(each.after))), ...line('update', update)]
  return aligned(lines)
}
