/** What it means for links to see some leaves only. @module */
import { and, constant, member, select, size, type Expr, type LeafSet } from '../expr/index.ts'
import { reduce } from '../expr/intern.ts'
import { pruneLeaves, type TreeDef } from '../pytree/index.ts'

/** The leaves that the links of a chain see. How they see them comes along, so that only who masks carries it. */
export interface Masks {
  /** Of each link, the leaves it sees. */
  readonly sets: readonly LeafSet[]
  /** Of a link, the leaves that it sees of those that the chain sees. */
  readonly narrowed: (link: number, within: Expr | undefined) => Expr
  /** A part of a formula as it is within a mask. */
  readonly inside: (expr: Expr, within: Expr) => Expr
  /** The part of a tree that state is kept for. */
  readonly prune: (def: TreeDef, keep: readonly boolean[]) => TreeDef
}

/** Within a mask the tree is the leaves inside: a reduction over it sees the others as nothing, and its size as well. */
const inside = (expr: Expr, within: Expr): Expr => {
  if (expr.kind === 'whole' && expr.over === 'tree') return expr.whole.of(select(within, expr.args[0], NaN))
  if (expr.kind === 'size' && expr.over === 'tree') return size('tree', within)
  if (expr.kind !== 'reduce' || expr.over !== 'tree') return expr
  const { reduction } = expr
  return reduce(
    reduction,
    'tree',
    expr.args.map((arg) => select(within, arg, constant(reduction.neutral))),
  )
}

/** Masks for the links of a chain, one each. */
export const masksOf = (sets: readonly LeafSet[]): Masks => ({
  sets,
  narrowed: (link, within) => (within === undefined ? member(sets[link]) : and(within, member(sets[link]))),
  inside,
  prune: pruneLeaves,
})
