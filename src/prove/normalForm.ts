/** Print what two equal optimizers compute. @module */
import { print, type Expr } from '../expr/index.ts'
import { latexName } from '../expr/print.ts'
import { createAlgebra, type Supposition } from './algebra.ts'
import type { Budget } from './field.ts'
import type { Invariant } from './induction.ts'
import type { Joint } from './joint.ts'
import type { Printed } from './proof.ts'

/** The left side's slots after the step and its update, in canonical form. */
export const normalFormOf = (
  { left }: Joint,
  { reduce, slotFacts, classes }: Invariant,
  budget: Budget,
  suppositions: readonly Supposition[],
  names: ReadonlyMap<Expr, string>,
): Printed => {
  const algebra = createAlgebra(budget, slotFacts, suppositions)
  const line = (name: string, expr: Expr): readonly Printed[] => {
    const form = algebra.normalize(reduce(expr))
    if (form === undefined) return []
    const canonical = algebra.exprOf(form)
    return [
      {
        text: `${name}' = ${print(canonical, { names })}`,
        latex: `${latexName(`${name}'`)} &= ${print(canonical, { names, as: 'latex' })}`,
      },
    ]
  }
  const lines = [
    ...classes
      .filter(([{ side }]) => side === 'left')
      .flatMap(([{ before, after, name }]) => line(names.get(before) ?? name, after)),
    ...line('update', left.update),
  ]
  return {
    text: lines.map(({ text }) => text).join('\n'),
    latex: `\\begin{aligned}\n${lines.map(({ latex }) => latex).join(' \\\\\n')}\n\\end{aligned}`,
  }
}
