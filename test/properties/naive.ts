/** Transformations on one number, without planner, engine or trees. @module */
import { input, interpret, slot, type Expr, type LeafSet } from '../../src/expr/index.ts'
import type { ChainDefinition, Definition, ExtraArguments, RuleDefinition } from '../../src/rule/index.ts'

/** One step for one number: what flows in, what entered the chain, the parameter, the extra arguments. */
type NaiveStep = (update: number, gradient: number, param: number, extra: ExtraArguments) => number

/** A step, what keeps its state, and whether the links behind it take the step. */
interface Naive {
  readonly step: NaiveStep
  /** Of a rule that is a gate: whether it was open in the last step. */
  readonly isOpen: () => boolean
  /** Of a rule: a slot as it is now. */
  readonly slot: (name: string) => number
  /** Remember the state as it is now, and go back to it. */
  readonly save: () => () => void
  /** Forget the state; the next step starts from the parameters it is given. */
  readonly restart: () => void
}

type IsIn = (set: LeafSet) => boolean

const naiveRule = (rule: RuleDefinition, isIn: IsIn): Naive => {
  const names = Object.keys(rule.slots)
  let slots: Readonly<Record<string, number>> | undefined
  let open = true
  const initialAt = (param: number): Readonly<Record<string, number>> =>
    Object.fromEntries(names.map((name) => [name, interpret(rule.initial[name], { param, slots: { count: 0 } })]))
  return {
    step: (update, gradient, param, extra) => {
      const environment = { update, gradient, param, extra, slots: slots ?? initialAt(param), isIn }
      if (rule.gate !== undefined) open = interpret(rule.gate, environment) !== 0
      slots = Object.fromEntries(names.map((name) => [name, interpret(rule.next[name], environment)]))
      return interpret(rule.update, environment)
    },
    isOpen: () => open,
    slot: (name) => slots?.[name] ?? NaN,
    save: () => {
      const kept = slots
      return () => (slots = kept)
    },
    restart: () => (slots = undefined),
  }
}

const naiveChain = ({ links, masks, wraps, gating, turns }: ChainDefinition, isIn: IsIn): Naive => {
  const seen = links.filter((_, i) => masks === undefined || isIn(masks.sets[i])).map((link) => naiveOf(link, isIn))
  const kind = gating?.kind
  return {
    step: (update, entered, param, extra) => {
      const gradient = wraps === true ? entered : update
      if (turns !== undefined) {
        const [first, second, third] = seen
        first.step(update, gradient, param, extra)
        const kept = first.slot(turns.kept)
        const [out, keptOut] = [input('update'), slot(turns.kept, 'element')]
        const after = (formula: Expr, result: number): number =>
          interpret(formula, { update: result, param, slots: { [turns.kept]: kept } })
        if (!first.isOpen()) return after(turns.second(out), second.step(update, gradient, param, extra))
        if (turns.restarts) second.restart()
        return after(turns.third(out, keptOut, input('param')), third.step(update, gradient, kept, extra))
      }
      const backs = seen.slice(1).map(({ save }) => save())
      const out = seen.reduce((flow, { step }) => step(flow, gradient, param, extra), update)
      if (kind === 'restart' && seen.at(-1)?.isOpen() === true) seen.slice(0, -1).forEach(({ restart }) => restart())
      if (kind === undefined || kind === 'restart' || seen[0].isOpen()) return out
      for (const back of backs) back()
      return kind === 'zero' ? 0 : update
    },
    isOpen: () => true,
    slot: () => NaN,
    save: () => {
      const backs = seen.map(({ save }) => save())
      return () => backs.forEach((back) => back())
    },
    restart: () => seen.forEach(({ restart }) => restart()),
  }
}

const naiveOf = (definition: Definition, isIn: IsIn): Naive =>
  definition.kind === 'rule' ? naiveRule(definition, isIn) : naiveChain(definition, isIn)

/**
 * A transformation on one number, by its formulas and nothing else: no planner, no engine, no trees.
 *
 * @param isIn whether the leaf that the number stands for is in a set
 */
export const naive = (definition: Definition, isIn: IsIn): NaiveStep => naiveOf(definition, isIn).step
