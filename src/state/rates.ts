/** Find the links that carry the learning rate. @module */
import { numberSlot } from '../compile/state.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { constant, increment, interpret, slot, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import type { RuleDefinition } from '../rule/index.ts'
import { pathIn, type OpenState, type Owned } from './openState.ts'

/** The options that are a learning rate, where the update reads them. */
const rateOptions: readonly string[] = ['learningRate', 'stepSizeFn']

/** The learning rate in the update of a rule: fixed or scheduled. */
const rateOf = ({ update }: RuleDefinition): Expr | undefined =>
  postorder([update]).find(
    (expr) => (expr.kind === 'hyper' || expr.kind === 'scheduled') && rateOptions.includes(expr.name),
  )

/**
 * The links that carry a learning rate, in order.
 *
 * @param link the path of the only link to look at
 */
export const ratesIn = ({ rules, program }: OpenState, link: string | undefined): readonly Owned[] =>
  rules.flatMap((rule, owner) => {
    const expr = rateOf(rule)
    return expr === undefined || (link !== undefined && pathIn(program.links[owner]) !== link) ? [] : [{ owner, expr }]
  })

/** What an expression over the counts and numbers of a link is in the next step. */
export const valueNow = (opened: OpenState, { owner, expr }: Owned): number => {
  const { program, standIns, states } = opened
  const [value] = rewrite([expr], (each) => {
    const kept = each.kind === 'scheduled' ? standIns.get(each.schedule) : undefined
    if (kept !== undefined) return constant(valueNow(opened, kept))
    if (each.kind !== 'slot') return each
    const read = program.slots.find((known) => known.owner === owner && known.name === each.name)
    return read === undefined ? each : constant(numberSlot(program, read, states))
  })
  return interpret(value, {})
}

/** One count of a state. */
export interface Count {
  readonly owner: number
  readonly name: string
  readonly value: number
}

/** The counts that go up by one each step; those that start over by themselves tell nothing of the steps taken. */
export const countsIn = ({ program, rules, states }: OpenState): readonly Count[] =>
  program.slots.flatMap((each) => {
    const { owner, name, kind } = each
    const steps = kind === 'counter' && rules[owner].next[name] === increment(slot(name, 'uniform'))
    return steps ? [{ owner, name, value: numberSlot(program, each, states) }] : []
  })

/** `scaleByLearningRate at [1]`, for each link. */
export const listLinks = ({ program }: OpenState, owners: readonly number[]): string =>
  owners.map((owner) => `${program.links[owner].name} at ${pathIn(program.links[owner]) || 'the root'}`).join(', ')

/** Refuse the path of what is no link. */
export const checkLink = (opened: OpenState, link: string | undefined, caller: string): void => {
  const { links } = opened.program
  if (link === undefined || links.some((each) => pathIn(each) === link)) return
  const all = listLinks(opened, [...links.keys()])
  throw new OptfuseError('invalid-option', `there is no link here; the links are ${all || 'none'}.`, {
    transformation: caller,
    path: link,
  })
}
