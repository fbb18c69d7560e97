/** Which choices of axes the formulas for a leaf use. @module */
import type { Axes, Expr, Extent, Scope } from '../expr/index.ts'
import type { ReduceNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import type { Program } from './compose.ts'
import { isNeutralAt, reachableAt, truthOf, type LeafFacts } from './staticBranch.ts'

const isTreeReduction = (expr: Expr): expr is ReduceNode => expr.kind === 'reduce' && expr.over === 'tree'

const axesIn = (scope: Scope | Extent): readonly Axes[] => (typeof scope === 'object' ? [scope] : [])

/** The choices of axes that an expression itself goes by. */
export const axesOf = (expr: Expr): readonly Axes[] =>
  expr.kind === 'slot' ? axesIn(expr.scope) : expr.kind === 'reduce' || expr.kind === 'size' ? axesIn(expr.over) : []

/**
 * The names of the choices of axes that are used for a leaf like this. What a mask keeps from a leaf is not used for it, so
 * that a choice that means nothing for its shape does no harm.
 */
export const axesAt = ({ update, slots, branches }: Program): ((leaf: LeafFacts) => ReadonlySet<string>) => {
  const gathered = postorder([update, ...slots.map(({ after }) => after), ...branches]).filter(isTreeReduction)
  return (leaf) => {
    const kept = slots.filter(({ within }) => within === undefined || truthOf(within, leaf) === true)
    const roots = [
      update,
      ...kept.flatMap(({ before, after }) => [before, after]),
      ...gathered.filter((node) => !isNeutralAt(node, leaf)).flatMap(({ args }) => args),
    ]
    return new Set([...reachableAt(roots, leaf)].flatMap(axesOf).map(({ name }) => name))
  }
}
