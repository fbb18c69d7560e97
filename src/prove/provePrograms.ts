/** Decide whether two programs are equal. @module */
import { isOptfuseError } from '../errors/OptfuseError.ts'
import { add, input, type Expr, type PrintOptions } from '../expr/index.ts'
import type { Supposition } from './algebra.ts'
import { proveAsWritten } from './asWritten.ts'
import { assumptionOf, unique, type Assumption } from './assumptions.ts'
import { replaceAll, type Related } from './changeOfVariables.ts'
import { compareExprs, type Parting } from './compare.ts'
import { counterexampleOf, describeCounterexample } from './counterexample.ts'
import { createBudget } from './budget.ts'
import { findInvariant, type Invariant } from './induction.ts'
import type { Joint } from './joint.ts'
import { normalFormOf } from './normalForm.ts'
import type { Reliance } from './reliance.ts'
import { printed } from './printed.ts'
import type { Proof, Unknown } from './proof.ts'
import { findDifference } from './refute.ts'
import { suppositionsOf } from './suppose.ts'

/** What is to hold at every step. */
export interface Hypotheses {
  /** Comparisons over the variables of both sides. */
  readonly given: readonly Expr[]
  /** Whether every step has the same gradient. */
  readonly constantGradient: boolean
}

/** Where two formulas part, and which these are. */
type Place = Parting & { readonly where: string }

const signText = { negative: '< 0', zero: '= 0', positive: '> 0', notNegative: '>= 0', notPositive: '<= 0' } as const

/** Names that tell slots apart: their own where only one is called so, else where they stand. */
const namesOf = (joint: Joint, { classes }: Invariant): ReadonlyMap<Expr, string> => {
  const firsts = classes.map(([first]) => first)
  const names = new Map<Expr, string>()
  for (const each of joint.slots) {
    const alike = firsts.filter(({ name }) => name === each.name)
    names.set(each.before, alike.length > 1 ? `${each.side} ${each.path}` : each.name)
  }
  return names
}

const printedRelation = (param: Expr, names: NonNullable<PrintOptions['names']>): Assumption => {
  const { text, latex } = printed(param, names)
  return {
    text: `the right parameters begin at ${text}, and the gradients are the same at each step`,
    latex: `\\text{the right parameters begin at } ${latex}`,
  }
}

const relationsOf = (
  joint: Joint,
  { classes }: Invariant,
  formulas: ReadonlyMap<Expr, Expr>,
  names: NonNullable<PrintOptions['names']>,
): readonly string[] => [
  ...classes.flatMap(([first, ...others]) =>
    others
      .filter(({ side }) => side !== first.side)
      .map(({ side, path }) => `${side} ${path} = ${first.side} ${first.path}`),
  ),
  ...joint.slots.flatMap(({ before, path }) => {
    const formula = formulas.get(before)
    return formula === undefined ? [] : [`right ${path} = ${printed(formula, names).text}`]
  }),
]

const unknownOf = (
  { where, left: leftOf, right: rightOf, when }: Place,
  names: NonNullable<PrintOptions['names']>,
): Unknown => {
  const [one, other] = [leftOf(), rightOf()]
  const cases = when.map(({ expr, sign }) => `${printed(expr, names).text} ${signText[sign]}`)
  const [oneText, otherText] = [one && printed(one, names), other && printed(other, names)]
  return {
    verdict: 'unknown',
    where,
    when: cases,
    left: oneText,
    right: otherText,
    text:
      `The two part at ${where}${cases.length > 0 ? `, where ${cases.join(' and ')}` : ''}:\n` +
      `left  ${oneText?.text ?? 'no value'}\nright ${otherText?.text ?? 'no value'}`,
  }
}

const proveByAlgebra = (
  { joint, formulas, rightParam }: Related,
  { given: hypotheses, constantGradient }: Hypotheses,
): Proof => {
  const budget = createBudget()
  const suppositions = suppositionsOf(hypotheses)
  const invariant = findInvariant(joint, formulas, budget, suppositions)
  const { reduce, slotFacts, algebra, atFirst, valueless } = invariant
  const param = input('param')
  const reliances: Reliance[] = [...invariant.reliances]
  const names = namesOf(joint, invariant)

  /** A formula over the left side's variables, read after the step. */
  const afterStep = new Map<Expr, Expr>([
    [param, add(param, joint.left.update)],
    ...joint.slots.map(({ before, after }): [Expr, Expr] => [before, after]),
  ])
  const next = (formula: Expr): Expr => replaceAll(formula, afterStep)
  const goal: readonly [Expr, Expr] =
    rightParam === undefined
      ? [joint.left.update, joint.right.update]
      : [next(rightParam), add(rightParam, joint.right.update)]

  const initial = new Map(joint.slots.map((each): [Expr, Expr] => [each.before, each.initial]))
  const goals: readonly {
    readonly where: string
    readonly sides: readonly [Expr, Expr]
    readonly suppositions: readonly Supposition[]
  }[] = [
    ...joint.slots
      .filter(({ before }) => formulas.has(before))
      .flatMap(({ before, after, initial: first, path }) => {
        const formula = formulas.get(before) ?? before
        return [
          { where: `${path} at first`, sides: [replaceAll(formula, initial), first] as const, suppositions: [] },
          { where: `${path} after the step`, sides: [reduce(next(formula)), reduce(after)] as const, suppositions },
        ]
      }),
    {
      where: rightParam === undefined ? 'update' : 'param after the step',
      sides: [reduce(goal[0]), reduce(goal[1])],
      suppositions,
    },
  ]

  const partings: Place[] =
    valueless === undefined
      ? []
      : [
          {
            where: `${valueless.side} ${valueless.path} after the step`,
            left: () => undefined,
            right: () => undefined,
            when: [],
          },
        ]
  for (const { where, sides, suppositions: supposed } of goals) {
    const knowledge = { budget, slotFacts, suppositions: supposed, atFirst }
    const compared = compareExprs(supposed === suppositions ? { ...knowledge, algebra } : knowledge, ...sides)
    if (compared.equal) reliances.push(...compared.reliances)
    else partings.push({ ...compared.parting, where })
  }

  if (partings.length === 0) {
    const assumed: readonly Assumption[] = [
      ...hypotheses.map((each) => printed(each, names)),
      ...(constantGradient
        ? [{ text: 'every step has the same gradient', latex: '\\text{every step has the same gradient}' }]
        : []),
      ...(rightParam === undefined ? [] : [printedRelation(rightParam, names)]),
      ...reliances.map((each) => assumptionOf(each, names)),
    ]
    return {
      verdict: 'proved',
      normalForm: normalFormOf(joint, invariant, budget, suppositions, names),
      assumptions: unique(assumed),
      relations: relationsOf(joint, invariant, formulas, names),
    }
  }

  const alike = formulas.size === 0 && rightParam === undefined ? proveAsWritten(joint) : undefined
  if (alike !== undefined) return alike

  const difference = findDifference(joint, { hypotheses, constantGradient, goal })
  if (difference !== undefined) {
    const counterexample = counterexampleOf(difference)
    return { verdict: 'refuted', counterexample, text: describeCounterexample(counterexample) }
  }
  return unknownOf(partings[partings.length - 1], names)
}

/** Decide whether two programs give the same updates at every step. What is written alike is so, however large it is. */
export const provePrograms = (related: Related, hypotheses: Hypotheses): Proof => {
  try {
    return proveByAlgebra(related, hypotheses)
  } catch (error) {
    const { joint, formulas, rightParam } = related
    const isTooLarge = isOptfuseError(error) && error.code === 'too-large'
    const alike = isTooLarge && formulas.size === 0 && rightParam === undefined ? proveAsWritten(joint) : undefined
    if (alike === undefined) throw error
    return alike
  }
}
