/** Selections that are decided before a pass runs: by what a leaf is, or by which branches the step takes. @module */
import { constant, type Expr, type LeafSet } from '../expr/index.ts'
import { evaluate } from '../expr/evaluate.ts'
import { argumentsOf, type ReduceNode, type WholeNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'

/** What is known of a leaf, or of each leaf of a group, when a step is planned. */
export interface LeafFacts {
  readonly rank: number
  readonly isIn: (set: LeafSet) => boolean
  /** Of a step: which branches it takes, by their conditions. */
  readonly taken?: (condition: Expr) => boolean | undefined
}

/** The truth of a condition on these facts alone, or `undefined` when it depends on more. */
export const truthOf = (condition: Expr, { rank, isIn }: LeafFacts): boolean | undefined => {
  if (condition.scope !== 'leaf') return undefined
  const value = evaluate(condition, (expr) =>
    expr.kind === 'rank' ? rank : expr.kind === 'member' ? Number(isIn(expr.set)) : undefined,
  )
  return value === undefined ? undefined : value !== 0
}

/** The branch that a selection takes for such leaves, or the expression itself where more than the facts decides. */
export const resolveBranch = (expr: Expr, facts: LeafFacts): Expr => {
  if (expr.kind !== 'apply' || expr.operation.name !== 'select') return expr
  const [condition, a, b] = expr.args
  const truth = facts.taken?.(condition) ?? truthOf(condition, facts)
  return truth === undefined ? expr : resolveBranch(truth ? a : b, facts)
}

/** Every expression that the roots need for such leaves. */
export const reachableAt = (roots: readonly Expr[], facts: LeafFacts): ReadonlySet<Expr> =>
  new Set(
    postorder(
      roots.map((root) => resolveBranch(root, facts)),
      (expr) => argumentsOf(expr).map((arg) => resolveBranch(arg, facts)),
    ),
  )

/**
 * Whether a reduction over the tree gathers nothing from such leaves, or they are no part of what a function of the tree is given: a mask
 * puts a neutral value in their place.
 */
export const isNeutralAt = (node: ReduceNode | WholeNode, facts: LeafFacts): boolean =>
  node.args.every(
    (arg) => resolveBranch(arg, facts) === constant(node.kind === 'reduce' ? node.reduction.neutral : NaN),
  )
