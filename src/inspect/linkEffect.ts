/** What one link of a chain does to a leaf. @module */
import { input, interpret, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { reachableAt, resolveBranch, type LeafFacts } from '../compile/staticBranch.ts'
import type { RuleDefinition } from '../rule/index.ts'

/** What a link does to a leaf. */
export interface LinkEffect {
  /** Whether it can change the leaf's update, or keeps state for the leaf. */
  readonly touches: boolean
  /** Whether it reads the leaf's parameter at all. */
  readonly readsParam: boolean
  /**
   * Whether it moves an element of the parameter whose gradient is 0, from the first step on and by what that element is,
   * not only by a norm or mean.
   */
  readonly decays: boolean
}

const param = input('param')

/** The update of a parameter of 1 at the first step when nothing flows in. */
const unprompted = ({ slots, initial }: RuleDefinition, out: Expr, isIn: LeafFacts['isIn']): number => {
  const given = { update: 0, gradient: 0, param: 1, isIn }
  const extras = postorder([out]).flatMap((expr) => (expr.kind === 'extra' ? [[expr.name, 1] as const] : []))
  const start = Object.keys(slots).map((name) => [name, interpret(initial[name], given)] as const)
  return interpret(out, { ...given, extra: Object.fromEntries(extras), slots: Object.fromEntries(start) })
}

/** What a link does to such a leaf: selections by what a leaf is count as the branch they take. */
export const linkEffect = (rule: RuleDefinition, leaf: LeafFacts): LinkEffect => {
  const { update, next, slots } = rule
  const out = resolveBranch(update, leaf)
  const withinElement = postorder([out], (expr: Expr) =>
    expr.kind === 'apply' ? expr.args.map((arg) => resolveBranch(arg, leaf)) : [],
  )
  return {
    touches: out !== input('update') || Object.values(slots).some((slot) => slot.kind === 'moment' || 'over' in slot),
    readsParam: reachableAt([update, ...Object.values(next)], leaf).has(param),
    decays: withinElement.includes(param) && unprompted(rule, out, leaf.isIn) !== 0,
  }
}
