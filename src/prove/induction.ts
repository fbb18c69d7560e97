/** Find what holds of two states at every step, by induction. @module */
import { constant, increment, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import { createAlgebra, type Algebra, type Supposition } from './algebra.ts'
import { compareExprs } from './compare.ts'
import type { Budget } from './budget.ts'
import { numberOf } from './fraction.ts'
import { everything, isNonNegative, isPositive, nonNegative, positive } from './interval.ts'
import type { Joint, JointSlot } from './joint.ts'
import type { SlotFacts } from './normalize.ts'
import type { Reliance } from './reliance.ts'

/** What is known of the states of two programs at every step. */
export interface Invariant {
  /** An expression without the slots that are known to equal others. */
  readonly reduce: (expr: Expr) => Expr
  readonly slotFacts: (slot: Expr) => SlotFacts
  /** The algebra of a step, with what is known of the slots and what is supposed. */
  readonly algebra: Algebra
  /** The slots of which each stands for all that equal it. */
  readonly classes: readonly (readonly JointSlot[])[]
  /** An expression as it is at the first step, given a slot that counts the steps taken; `undefined` for another slot. */
  readonly atFirst: (count: Expr, expr: Expr) => Expr | undefined
  readonly reliances: readonly Reliance[]
  /** A slot that the updates read and that has no value after a step. */
  readonly valueless: JointSlot | undefined
}

/** The slots of the right side that are given as formulas, over slots of the left. */
export type Given = ReadonlyMap<Expr, Expr>

interface Facts {
  readonly natural: boolean
  readonly sign: 'positive' | 'nonNegative' | 'any'
}

const anyFacts: Facts = { natural: false, sign: 'any' }

const known = (facts: Facts | undefined): SlotFacts => ({
  natural: facts?.natural ?? false,
  interval: facts?.sign === 'positive' ? positive : facts?.sign === 'nonNegative' ? nonNegative : everything,
})

/** Which slots have a part in the updates, now or later. */
const readSlots = ({ left, right, slots }: Joint): ((slot: Expr) => boolean) => {
  const read = new Set<Expr>()
  const open = [left.update, right.update]
  for (let root = open.pop(); root !== undefined; root = open.pop()) {
    for (const node of postorder([root])) {
      if (node.kind !== 'slot' || read.has(node)) continue
      read.add(node)
      const after = slots.find(({ before }) => before === node)?.after
      if (after !== undefined) open.push(after)
    }
  }
  return (slot) => read.has(slot)
}

/**
 * What holds of the slots at first and, if it holds before a step, after it: which are equal, which are counts, which are
 * never negative. Everything the first values allow is supposed, and what a step does not keep is dropped, until all
 * that is left is kept.
 */
export const findInvariant = (
  joint: Joint,
  given: Given,
  budget: Budget,
  suppositions: readonly Supposition[],
): Invariant => {
  const { slots } = joint
  const isRead = readSlots(joint)
  const free = slots.filter(({ before }) => !given.has(before))
  const facts = new Map<Expr, Facts>()
  let classes: readonly (readonly JointSlot[])[] = []

  const start = createAlgebra(budget, () => known(undefined), [])
  for (const each of free) {
    const first = start.normalize(each.initial)
    const home = classes.find(([{ kind, initial }]) => {
      const other = start.normalize(initial)
      return kind === each.kind && first !== undefined && other !== undefined && start.same(first, other)
    })
    classes =
      home === undefined ? [...classes, [each]] : classes.map((group) => (group === home ? [...group, each] : group))
    if (first === undefined) continue
    const range = start.boundsOf(first)
    const value = numberOf(first)
    facts.set(each.before, {
      natural: value !== undefined && start.isNatural(first),
      sign: isPositive(range) ? 'positive' : isNonNegative(range) ? 'nonNegative' : 'any',
    })
  }

  for (;;) {
    const representative = new Map(
      classes.flatMap(([first, ...others]) => others.map(({ before }): [Expr, Expr] => [before, first.before])),
    )
    const toRepresentatives = (expr: Expr): Expr => rewrite([expr], (node) => representative.get(node) ?? node)[0]
    const formulas = new Map([...given].map(([before, formula]) => [before, toRepresentatives(formula)]))
    const reduced = new Map<Expr, Expr>()
    const reduce = (expr: Expr): Expr => {
      const before = reduced.get(expr)
      if (before !== undefined) return before
      const [made] = rewrite([expr], (node) => formulas.get(node) ?? representative.get(node) ?? node)
      reduced.set(expr, made)
      return made
    }
    const slotFacts = (slot: Expr): SlotFacts => known(facts.get(slot))
    const algebra = createAlgebra(budget, slotFacts, suppositions)
    const reliances: Reliance[] = []
    let dropped = false

    for (const [{ before, after }] of classes) {
      const before_ = facts.get(before) ?? anyFacts
      if (!before_.natural && before_.sign === 'any') continue
      const next = algebra.normalize(reduce(after))
      reliances.push(...algebra.reliancesOf(reduce(after)))
      const range = next === undefined ? everything : algebra.boundsOf(next)
      const kept: Facts = {
        natural: before_.natural && next !== undefined && algebra.isNatural(next),
        sign:
          before_.sign === 'positive' && isPositive(range)
            ? 'positive'
            : before_.sign !== 'any' && isNonNegative(range)
              ? 'nonNegative'
              : 'any',
      }
      if (kept.natural !== before_.natural || kept.sign !== before_.sign) dropped = true
      facts.set(before, kept)
    }

    const split = classes.flatMap((group) => {
      const parts: JointSlot[][] = []
      for (const each of group) {
        const home = parts.find(([first]) => {
          const compared = compareExprs(
            { budget, slotFacts, suppositions, algebra },
            reduce(first.after),
            reduce(each.after),
          )
          if (compared.equal) reliances.push(...compared.reliances)
          return compared.equal
        })
        if (home === undefined) parts.push([each])
        else home.push(each)
      }
      return parts
    })
    if (split.length !== classes.length) dropped = true
    classes = split
    if (!dropped) {
      // A slot without a value would make what reads it have none either.
      const read = free.filter(({ before }) => isRead(before))
      const valueless = read.find(({ after }) => algebra.normalize(reduce(after)) === undefined)
      for (const { after } of read) reliances.push(...algebra.reliancesOf(reduce(after)))
      const clocks = new Set(
        classes
          .map(([first]) => first)
          .filter(
            ({ kind, before, after, initial }) =>
              kind === 'counter' && initial === constant(0) && reduce(after) === increment(before),
          )
          .map(({ before }) => before),
      )
      const initials = new Map(free.map(({ before, initial }) => [before, initial]))
      const atFirst = (count: Expr, expr: Expr): Expr | undefined =>
        clocks.has(count) ? rewrite([expr], (node) => initials.get(node) ?? node)[0] : undefined
      return { reduce, slotFacts, algebra, classes, atFirst, reliances, valueless }
    }
  }
}
