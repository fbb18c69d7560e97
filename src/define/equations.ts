/** Print the equations of one rule. @module */
import { constant, div, print, type Expr } from '../expr/index.ts'
import { latexName } from '../expr/print.ts'
import { rewrite } from '../expr/rewrite.ts'
import type { RuleDefinition } from '../rule/index.ts'

/** A product with a reciprocal, which a rule writes so that the division happens once a step, reads as a quotient. */
export const asQuotient = (expr: Expr): Expr => {
  if (expr.kind !== 'apply' || expr.operation.name !== 'mul') return expr
  const [a, b] = expr.args
  return b.kind === 'apply' && b.operation.name === 'div' && b.args[0] === constant(1) ? div(a, b.args[1]) : expr
}

/**
 * The equations of a rule: each slot after the step, then the update that leaves it. A prime marks what holds after the
 * step; in LaTeX `&=` aligns them.
 *
 * @throws OptfuseError `too-large` for an equation too long to read
 */
export const equations = (rule: RuleDefinition, as: 'text' | 'latex'): readonly string[] => {
  const slots = Object.keys(rule.next)
  const [update, ...next] = rewrite([rule.update, ...slots.map((slot) => rule.next[slot])], asQuotient)
  const primed = next.map((expr, i): [Expr, string] => [expr, `${slots[i]}'`])
  const named = new Map(primed.filter(([expr]) => 'args' in expr))
  const line = (name: string, expr: Expr, known: ReadonlyMap<Expr, string>): string =>
    `${as === 'latex' ? latexName(name) : name} ${as === 'latex' ? '&= ' : '= '}${print(expr, { as, names: known })}`
  const without = (expr: Expr): ReadonlyMap<Expr, string> => new Map([...named].filter(([each]) => each !== expr))
  return [...primed.map(([expr, name]) => line(name, expr, without(expr))), line("update'", update, named)]
}
