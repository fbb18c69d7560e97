/** Prove two optimizers equal. @module */
import { compose, type ProgramSlot } from '../compile/compose.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { add, input, print, type Expr, type PrintOptions } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import { definitionOf, type AnyGradientTransformation } from '../rule/index.ts'
import type { Supposition } from './algebra.ts'
import type { Reliance } from './normalize.ts'
import { assumptionOf, unique, type Assumption } from './assumptions.ts'
import { compareExprs, type Parting } from './compare.ts'
import { createBudget } from './field.ts'
import { findInvariant, type Invariant } from './induction.ts'
import { joinPrograms, type Joint } from './joint.ts'
import { normalFormOf } from './normalForm.ts'
import type { Counterexample, Printed, Proof } from './proof.ts'
import { findDifference, type Difference } from './refute.ts'
import { momentOf, readFormulas, type Moment, type Relation } from './relation.ts'
import { suppositionsOf } from './suppose.ts'

/** What is to be proved. */
export interface ProveOptions<A, B> {
  /** The right optimizer's variables as formulas over the left one's; slots left out are found by themselves. */
  readonly relate?: (left: Moment<A>) => Relation<B>
  /** What is to hold before every step, over the variables of both; default nothing. */
  readonly given?: (left: Moment<A>, right: Moment<B>) => readonly Expr[]
  /** Whether every step has the same gradient; default false. */
  readonly constantGradient?: boolean
}

const fail = (message: string): never => {
  throw new OptfuseError('invalid-option', message, { transformation: 'prove' })
}

const printed = (expr: Expr, names: NonNullable<PrintOptions['names']>): Printed => ({
  text: print(expr, { names }),
  latex: print(expr, { names, as: 'latex' }),
})

const signText = { negative: '< 0', zero: '= 0', positive: '> 0', notNegative: '>= 0', notPositive: '<= 0' } as const

const treeOf = ([a, b, c, d, e, f, g]: readonly number[]): Counterexample['params'] => ({
  matrix: [
    [a, b],
    [c, d],
  ],
  vector: [e, f],
  number: g,
})

const paths = ['matrix[0][0]', 'matrix[0][1]', 'matrix[1][0]', 'matrix[1][1]', 'vector[0]', 'vector[1]', 'number']

const counterexampleOf = ({
  params,
  gradients,
  symbols,
  extras,
  step,
  element,
  left,
  right,
}: Difference): Counterexample => ({
  params: treeOf(params),
  gradients: gradients.map(treeOf),
  symbols,
  extras,
  step,
  path: paths[element],
  left,
  right,
})

const numbersOf = ({ matrix, vector, number }: Counterexample['params']): string =>
  JSON.stringify({ matrix, vector, number })

const describe = ({ params, gradients, symbols, extras, step, path, left, right }: Counterexample): string =>
  [
    `They differ at step ${step}, at ${path}: the left update is ${left.exact}, the right one ${right.exact}.`,
    `params ${numbersOf(params)}`,
    ...gradients.map((each, i) => `gradient ${i + 1} ${numbersOf(each)}`),
    ...extras.flatMap((each, i) => (Object.keys(each).length === 0 ? [] : [`extra ${i + 1} ${JSON.stringify(each)}`])),
    ...Object.entries(symbols).map(([name, value]) => `${name} = ${value}`),
  ].join('\n')

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

/**
 * Decide whether two optimizers give the same updates at every step, whatever the gradients and the parameters.
 *
 * Their update rules are compared as formulas over the real numbers, not as rounded ones, and their states by induction:
 * equal at first, and every step keeps them so.
 *
 * @param left one side
 * @param right the other
 * @returns `proved` with what both compute and what the proof relies on, `refuted` with a run in which they differ, or
 *   `unknown` with where the formulas part
 * @throws OptfuseError `invalid-option` for what is no transformation, or a relation that fits no slot; `too-large` for
 *   formulas too large to compare
 * @example
 * const [b1, b2] = [symbol('b1', decayRange), symbol('b2', decayRange)]
 * prove(nadam(0.1, { b1, b2 }), adam(0.1, { b1, b2, nesterov: true })).verdict // 'proved'
 * prove(adam(0.1), adam(0.1, { eps: 1e-6 })).verdict // 'refuted'
 */
export const prove = <A extends AnyGradientTransformation, B extends AnyGradientTransformation>(
  left: A,
  right: B,
  { relate, given, constantGradient = false }: ProveOptions<A, B> = {},
): Proof => {
  const [leftDefinition, rightDefinition] = [
    definitionOf(left, 'prove', 'its first argument'),
    definitionOf(right, 'prove', 'its second argument'),
  ]
  // As they are written: literals are exact here, and what float64 makes of 0.1 + 0.2 is not.
  const asWritten = { simplified: false }
  const apart = joinPrograms(compose(leftDefinition, asWritten), compose(rightDefinition, asWritten))
  const moment = momentOf<A>(leftDefinition, apart.left)
  const relation = relate?.(moment) ?? {}
  const [param, gradient] = [input('param'), input('gradient')]
  const rightParam = relation.param === undefined ? undefined : add(0, relation.param)
  const joint: Joint = rightParam === undefined ? apart : { ...apart, ...withParam(apart, rightParam) }

  const formulas = new Map(
    readFormulas(rightDefinition, relation.state).map(([owner, name, formula]): [Expr, Expr] => {
      const found = joint.right.slots.find((each) => each.owner === owner && each.name === name)
      return [found?.before ?? fail(`there is no slot ${name}.`), formula]
    }),
  )
  const relating = [...formulas.values(), ...(rightParam === undefined ? [] : [rightParam])]
  for (const expr of postorder(relating)) {
    const changes =
      expr.kind === 'extra' || (expr.kind === 'input' && expr !== param && !(expr === gradient && constantGradient))
    if (changes) {
      fail(
        `a relation between states cannot read ${expr.name}, which changes from step to step; ` +
          'say constantGradient: true where the gradient does not.',
      )
    }
  }

  const budget = createBudget()
  const hypotheses = given?.(moment, momentOf<B>(rightDefinition, joint.right)) ?? []
  const suppositions = suppositionsOf(hypotheses)
  const invariant = findInvariant(joint, formulas, budget, suppositions)
  const { reduce, slotFacts, algebra, atFirst, valueless } = invariant
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

  const partings: (Parting & { readonly where: string })[] =
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

  const difference = findDifference(joint, { hypotheses, constantGradient, goal })
  if (difference !== undefined) {
    const counterexample = counterexampleOf(difference)
    return { verdict: 'refuted', counterexample, text: describe(counterexample) }
  }
  const { where, left: leftOf, right: rightOf, when } = partings[partings.length - 1]
  const [one, other] = [leftOf(), rightOf()]
  const cases = when.map(({ expr, sign }) => `${print(expr, { names })} ${signText[sign]}`)
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

/** Replace leaves by expressions, which are not looked into again. */
const replaceAll = (expr: Expr, by: ReadonlyMap<Expr, Expr>): Expr => rewrite([expr], (node) => by.get(node) ?? node)[0]

/** The right side with its parameters as a formula over the left side's variables. */
const withParam = ({ right, slots }: Joint, param: Expr): Pick<Joint, 'right' | 'slots'> => {
  const by = new Map([[input('param') as Expr, param]])
  const moved = <S extends ProgramSlot>(each: S): S => ({
    ...each,
    after: replaceAll(each.after, by),
    initial: replaceAll(each.initial, by),
  })
  return {
    right: {
      ...right,
      update: replaceAll(right.update, by),
      slots: right.slots.map(moved),
    },
    slots: slots.map((each) => (each.side === 'left' ? each : moved(each))),
  }
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
    return formula === undefined ? [] : [`right ${path} = ${print(formula, { names })}`]
  }),
]
