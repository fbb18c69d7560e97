/** What is left of a chain for one leaf. @module */
import type { Program } from '../compile/compose.ts'
import { resolveBranch, type LeafFacts } from '../compile/staticBranch.ts'
import { asQuotient } from '../define/equations.ts'
import { print, slot, type Expr } from '../expr/index.ts'
import { apply, reduce, scheduled } from '../expr/intern.ts'
import { argumentsOf } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import { latexName } from '../expr/print.ts'
import { rewrite } from '../expr/rewrite.ts'

/** The equations of one leaf's update, line by line. */
export interface LeafFormula {
  readonly text: readonly string[]
  /** With `&=` to align at. */
  readonly latex: readonly string[]
}

/** A named value of a step: a slot after it, or the update that left a link. */
interface Named {
  readonly name: string
  readonly expr: Expr
}

/** The arguments of an expression for such a leaf. A reduction over the tree sees other leaves too, and stays as it is. */
const argumentsAt = (expr: Expr, facts: LeafFacts): readonly Expr[] =>
  expr.kind === 'reduce' && expr.over === 'tree' ? [] : argumentsOf(expr).map((arg) => resolveBranch(arg, facts))

/** The expressions with every selection that what the leaf is decides replaced by the branch it takes. */
const specialize = (roots: readonly Expr[], facts: LeafFacts): readonly Expr[] => {
  const done = new Map<Expr, Expr>()
  const rebuilt = (expr: Expr): Expr => done.get(expr) ?? expr
  const resolved = roots.map((root) => resolveBranch(root, facts))
  for (const expr of postorder(resolved, (each) => argumentsAt(each, facts))) {
    const args = argumentsAt(expr, facts).map(rebuilt)
    if (args.length === 0) done.set(expr, expr)
    else if (expr.kind === 'apply') done.set(expr, apply(expr.operation, args))
    else if (expr.kind === 'reduce') done.set(expr, reduce(expr.reduction, expr.over, args))
    else if (expr.kind === 'whole') done.set(expr, expr.whole.of(args[0]))
    else if (expr.kind === 'scheduled') done.set(expr, scheduled(expr.name, expr.schedule, args[0]))
  }
  return resolved.map(rebuilt)
}

/** Which of the candidates more than one place of the roots reads. */
const sharedAmong = (candidates: readonly Expr[], roots: readonly Expr[]): ReadonlySet<Expr> => {
  const uses = new Map<Expr, number>()
  const use = (expr: Expr): void => void uses.set(expr, (uses.get(expr) ?? 0) + 1)
  new Set(roots).forEach(use)
  for (const expr of postorder(roots)) argumentsOf(expr).forEach(use)
  return new Set(candidates.filter((each) => each.kind === 'apply' && (uses.get(each) ?? 0) > 1))
}

/**
 * The equations that one leaf is updated by: those of all links in one, with what its rank and the masks around it decide
 * left out. Slots that bear on the update, or are kept for the leaf, come with their value after the step, primed; `mu_2` is
 * slot `mu` of the second link where several bear that name, and `u_2` the update that leaves it where it is read
 * more than once.
 *
 * @param isKept whether the slot of this number is an array kept for the leaf
 * @throws OptfuseError `too-large` for an equation too long to read
 */
export const leafFormula = (
  program: Program,
  facts: LeafFacts,
  isKept: (slotNumber: number) => boolean,
): LeafFormula => {
  const { slots, links } = program
  const isAlone = (name: string): boolean => slots.filter((each) => each.name === name).length === 1
  const labels = slots.map(({ name, owner }) => (isAlone(name) ? name : `${name}_${owner + 1}`))
  const labelOf = new Map(
    slots.map(({ before }, i): [Expr, Expr] => [before, slot(labels[i], before.scope, -1, before.type)]),
  )

  const [update, ...rest] = rewrite(
    specialize([program.update, ...slots.map(({ after }) => after), ...links.map((link) => link.update)], facts),
    (expr) => asQuotient(labelOf.get(expr) ?? expr),
  )
  const afters = rest.slice(0, slots.length)
  const leaving = rest.slice(slots.length)

  const isRead = new Set(postorder([update]))
  const wanted = new Set(slots.flatMap((_, i) => (isKept(i) ? [i] : [])))
  for (let known = 0; known !== isRead.size;) {
    known = isRead.size
    slots.forEach((each, i) => {
      const label = labelOf.get(each.before)
      if (wanted.has(i) || (label !== undefined && isRead.has(label))) {
        wanted.add(i)
        for (const expr of postorder([afters[i]])) isRead.add(expr)
      }
    })
  }

  const shared = sharedAmong(leaving, [update, ...[...wanted].map((i) => afters[i])])
  const lines: Named[] = []
  const names = new Map<Expr, string>()
  const define = (name: string, expr: Expr): void => {
    lines.push({ name, expr })
    if ('args' in expr && !names.has(expr)) names.set(expr, name)
  }
  links.forEach((_, owner) => {
    slots.forEach((each, i) => {
      if (each.owner === owner && wanted.has(i)) define(`${labels[i]}'`, afters[i])
    })
    const leaves = leaving[owner]
    if (shared.has(leaves) && !names.has(leaves)) define(`u_${owner + 1}`, leaves)
  })
  const equation = ({ name, expr }: Named, as: 'text' | 'latex'): string => {
    const known = new Map([...names].filter(([, each]) => each !== name))
    const formula = print(expr, { as, names: known })
    return as === 'latex' ? `${latexName(name)} &= ${formula}` : `${name} = ${formula}`
  }
  const all = [...lines, { name: "update'", expr: update }]
  return { text: all.map((line) => equation(line, 'text')), latex: all.map((line) => equation(line, 'latex')) }
}
