/** Transformations on one number, without planner, engine or trees. @module */
import { interpret } from '../../src/expr/index.ts'
import type { Definition, ExtraArguments, RuleDefinition } from '../../src/rule/index.ts'

/** One step for one number: what flows in, what entered the chain, the parameter, the extra arguments. */
type NaiveStep = (update: number, gradient: number, param: number, extra: ExtraArguments) => number

const naiveRule = (rule: RuleDefinition): NaiveStep => {
  const names = Object.keys(rule.slots)
  const initial = names.map((name) => [name, interpret(rule.initial[name], { slots: { count: 0 } })])
  let slots: Readonly<Record<string, number>> = Object.fromEntries(initial)
  return (update, gradient, param, extra) => {
    const environment = { update, gradient, param, extra, slots }
    slots = Object.fromEntries(names.map((name) => [name, interpret(rule.next[name], environment)]))
    return interpret(rule.update, environment)
  }
}

/** A transformation on one number, by its formulas and nothing else: no planner, no engine, no trees. */
export const naive = (definition: Definition): NaiveStep => {
  if (definition.kind === 'rule') return naiveRule(definition)
  const links = definition.links.map(naive)
  return (entering, _, param, extra) => links.reduce((update, link) => link(update, entering, param, extra), entering)
}
