/** Several steps as one formula. @module */
import { compose } from '../../compile/index.ts'
import { fromDefinition } from '../../define/fromDefinition.ts'
import { add, constant, div, input, simplify, type Expr } from '../../expr/index.ts'
import { symbolNode } from '../../expr/intern.ts'
import { postorder } from '../../expr/postorder.ts'
import { rewrite } from '../../expr/rewrite.ts'
import { OptfuseError } from '../../errors/OptfuseError.ts'
import type { Definition, GradientTransformation, StateType } from '../../rule/index.ts'

const [gradient, param] = [input('gradient'), input('param')]

/** How the parameter moves in all, given these gradients one after another from a state given by formulas. */
const travel = (
  { slots, update }: ReturnType<typeof compose>,
  gradients: readonly Expr[],
  start: ReadonlyMap<Expr, Expr>,
): { readonly moved: Expr; readonly state: ReadonlyMap<Expr, Expr> } => {
  let state = start
  let moved: Expr = constant(0)
  for (const each of gradients) {
    const [before, at] = [state, add(param, moved)]
    const now = rewrite([update, ...slots.map(({ after }) => after)], (node) => {
      if (node === gradient) return each
      if (node === param) return at
      // A count within a group is then a number that can be told.
      if (node.kind === 'hyper' && node.symbol === undefined) return constant(node.value)
      return before.get(node) ?? node
    })
    const [step, ...next] = simplify(now)
    moved = add(moved, step)
    state = new Map(slots.map((slot, i): [Expr, Expr] => [slot.before, next[i]]))
  }
  return { moved, state }
}

/** The transformation without a state that gives this update. */
const updating = (update: Expr): GradientTransformation<StateType, 'params'> =>
  fromDefinition({
    kind: 'rule',
    name: 'unrolled',
    spec: { name: 'unrolled', options: {} },
    slots: {},
    initial: {},
    update,
    next: {},
  })

/**
 * A transformation as the rule for a whole group of so many gradients `g1`, `g2`, …: its update is how far the parameter
 * goes in all. The moments before the group may be anything, and so may the counts but for those that every group takes
 * from 0 to 0, so what holds of one group holds of all.
 *
 * @param given what the group's gradients are; default `g1`, `g2`, …, one step each
 * @throws OptfuseError `invalid-rule` for a rule that reads more than one element
 */
export const unroll = (definition: Definition, given: readonly Expr[]): GradientTransformation<StateType, 'params'> => {
  const program = compose(definition)
  const roots = [program.update, ...program.slots.map(({ after }) => after)]
  if (postorder(roots).some(({ kind }) => kind === 'reduce' || kind === 'size' || kind === 'rank')) {
    throw new OptfuseError('invalid-rule', 'only rules that read one element at a time can be unrolled.')
  }
  const zero = constant(0)
  const counters = program.slots.filter(({ kind }) => kind === 'counter')
  const anything = program.slots.map(({ before, owner, name, kind }): [Expr, Expr] => [
    before,
    symbolNode(`${name} of link ${owner}`, kind === 'counter' ? { min: 0, integer: true } : {}),
  ])
  const fromZero = travel(
    program,
    given,
    new Map([...anything, ...counters.map(({ before }) => [before, zero] as const)]),
  )
  const returning = counters.filter(({ before }) => fromZero.state.get(before) === zero)
  const start = new Map([...anything, ...returning.map(({ before }) => [before, zero] as const)])
  return updating(travel(program, given, start).moved)
}

/** So many gradients, each with a name of its own, and their mean. */
export const groupOf = (size: number): { readonly gradients: readonly Expr[]; readonly mean: Expr } => {
  const gradients = Array.from({ length: size }, (_, i) => symbolNode(`g${i + 1}`, {}))
  return {
    gradients,
    mean: div(
      gradients.reduce((sum: Expr, each) => add(sum, each), constant(0)),
      size,
    ),
  }
}
