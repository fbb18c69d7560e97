/** What one link of a chain does to a leaf. @module */
import { input, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { reachableAt, resolveBranch, type LeafFacts } from '../compile/staticBranch.ts'
import type { RuleDefinition } from '../rule/index.ts'

/** What a link does to a leaf. */
export interface LinkEffect {
  /** Whether it can change the leaf's update, or keeps state for the leaf. */
  readonly touches: boolean
  /** Whether it reads the leaf's parameter at all. */
  readonly readsParam: boolean
  /** Whether each element of the update depends on the same element of the parameter, not only on its norm or mean. */
  readonly decays: boolean
}

const param = input('param')

/** What a link does to such a leaf: selections by what a leaf is count as the branch they take. */
export const linkEffect = ({ update, next, slots }: RuleDefinition, leaf: LeafFacts): LinkEffect => {
  const out = resolveBranch(update, leaf)
  const withinElement = postorder([out], (expr: Expr) =>
    expr.kind === 'apply' ? expr.args.map((arg) => resolveBranch(arg, leaf)) : [],
  )
  return {
    touches:
      out !== input('update') || Object.values(slots).some(({ kind }) => kind === 'moment' || kind === 'leafFlag'),
    readsParam: reachableAt([update, ...Object.values(next)], leaf).has(param),
    decays: withinElement.includes(param),
  }
}
