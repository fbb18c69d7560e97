/** A state next to the rules it belongs to. @module */
import { compose, type Program, type ProgramLink, type ProgramSlot } from '../compile/compose.ts'
import { linkStates, nestState, type LinkState } from '../compile/state.ts'
import type { Expr } from '../expr/index.ts'
import { formatPath } from '../pytree/index.ts'
import { rulesOf } from '../rule/rulesOf.ts'
import { definitionOf, type AnyGradientTransformation, type Definition, type RuleDefinition } from '../rule/index.ts'

type StandIn = (count: number) => number

/** An expression of the rule of a link. */
export interface Owned {
  /** The number of the link. */
  readonly owner: number
  readonly expr: Expr
}

/** The parts of a transformation and of a state of it, link by link. */
export interface OpenState {
  readonly program: Program
  /** The rule of each link. */
  readonly rules: readonly RuleDefinition[]
  /** What stands for numbers that a link keeps in its state, and what these are in the next step. */
  readonly standIns: ReadonlyMap<StandIn, Owned>
  /** The state of each link. */
  readonly states: readonly LinkState[]
}

const standInsOf = (definition: Definition, rules: readonly RuleDefinition[]): ReadonlyMap<StandIn, Owned> => {
  const found = new Map<StandIn, Owned>()
  /** The number of the link after the part's last, given that of its first. */
  const visit = (part: Definition, first: number): number => {
    if (part.kind === 'rule') return first + 1
    part.shared?.forEach((name, standIn) => found.set(standIn, { owner: first, expr: rules[first].next[name] }))
    return part.links.reduce((next, link) => visit(link, next), first)
  }
  visit(definition, 0)
  return found
}

const known = new WeakMap<Definition, Omit<OpenState, 'states'>>()

/** Take a state apart; `caller` is the function that does, for the message about what is no transformation. */
export const openState = (transformation: AnyGradientTransformation, state: unknown, caller: string): OpenState => {
  const definition = definitionOf(transformation, caller, 'the first argument')
  let parts = known.get(definition)
  if (parts === undefined) {
    const rules = rulesOf(definition)
    parts = { program: compose(definition), rules, standIns: standInsOf(definition, rules) }
    known.set(definition, parts)
  }
  return { ...parts, states: linkStates(definition, state) }
}

/** The state with some slots changed, nested as it was. */
export const withSlots = (
  { definition }: AnyGradientTransformation,
  { program, states }: OpenState,
  change: (slot: ProgramSlot) => unknown,
): unknown => {
  const next = states.map((state): Record<string, unknown> => ({ ...state }))
  for (const slot of program.slots) {
    const value = change(slot)
    if (value !== undefined) next[slot.owner][slot.name] = value
  }
  return nestState(definition, next)
}

/** Where a link, or a slot of it, stands, such as `[0]` or `[0].mu`. */
export const pathIn = ({ path }: ProgramLink, ...slots: readonly string[]): string => formatPath([...path, ...slots])
