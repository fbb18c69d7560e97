/** Compose a transformation's rules into one program over a tree. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { input, member, select, simplify, type Expr } from '../expr/index.ts'
import { joinScopes, nameOfScope } from '../expr/intern.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import { slotNode, type Definition, type RuleDefinition, type Slot } from '../rule/index.ts'
import type { Masks } from '../rule/masks.ts'
import type { SlotParts } from '../rule/slotParts.ts'

/** One state slot of one link. */
export interface ProgramSlot {
  /** The number of the link it belongs to. */
  readonly owner: number
  readonly name: string
  readonly kind: Slot['kind']
  /** Its node in the program's expressions. */
  readonly before: Expr
  readonly after: Expr
  readonly initial: Expr
  /** Of what is kept for each leaf or slice: how it stands in a state. */
  readonly parts?: SlotParts
  /** For which leaves it is kept, where not for all: a truth value per leaf, decided when a step is planned. */
  readonly within?: Expr
  /** What gives the part of a tree with these leaves. */
  readonly prune?: Masks['prune']
}

/** One rule of a flattened chain. */
export interface ProgramLink {
  readonly name: string
  /** Where its state stands in the state of the whole: indices, or names within named chains. */
  readonly path: readonly (number | string)[]
  /** The update that leaves this link, over the inputs and slots of the whole. */
  readonly update: Expr
  /** The leaves it sees, where not all. */
  readonly within?: Expr
}

/** A transformation flattened into formulas for one element. */
export interface Program {
  readonly links: readonly ProgramLink[]
  readonly slots: readonly ProgramSlot[]
  readonly update: Expr
  /** Conditions, the same for the whole tree, that decide which passes a step needs. */
  readonly branches: readonly Expr[]
  /** The first link that reads the parameters, if any does. */
  readonly needsParams: string | undefined
  /** The extra arguments that are read, each with the first link that does. */
  readonly extras: ReadonlyMap<string, string>
}

/**
 * Where a part of a transformation stands: what flows in, what entered the chain around it, what the parameter is to it, and
 * which leaves it sees.
 */
interface Place {
  readonly update: Expr
  readonly gradient: Expr
  readonly param: Expr
  readonly path: readonly (number | string)[]
  readonly within: Expr | undefined
  /** How it sees them, where it is not all. */
  readonly masks: Masks | undefined
}

const param = input('param')

const keptWithin = (within: Expr | undefined): { readonly within?: Expr } => (within === undefined ? {} : { within })

const composeAnew = (definition: Definition, simplified: boolean): Program => {
  const links: ProgramLink[] = []
  const slots: ProgramSlot[] = []
  /** What stands for a number in the state of a chain's first link. */
  const shared = new Map<(count: number) => number, Expr>()
  /** The gates, by the numbers of the links that have them. */
  const gates = new Map<number, Expr>()
  const branches: Expr[] = []
  const extras = new Map<string, string>()
  let needsParams: string | undefined

  const addRule = (rule: RuleDefinition, { path, within, masks, ...flowing }: Place): Expr => {
    const owner = links.length
    const names = Object.keys(rule.slots)
    const roots = [
      rule.update,
      ...names.map((name) => rule.next[name]),
      ...(rule.gate === undefined ? [] : [rule.gate]),
      ...(rule.branches ?? []),
    ]
    for (const expr of postorder(roots)) {
      if (expr === param) needsParams ??= rule.name
      else if (expr.kind === 'extra' && !extras.has(expr.name)) extras.set(expr.name, rule.name)
    }
    const [out, ...next] = rewrite(roots, (expr) => {
      if (expr.kind === 'slot' && expr.owner === -1) {
        if (!Object.hasOwn(rule.slots, expr.name)) {
          throw new OptfuseError('invalid-rule', `the rule reads a slot ${expr.name} that it does not declare.`, {
            transformation: rule.name,
          })
        }
        return slotNode(expr.name, rule.slots[expr.name], owner)
      }
      if (expr.kind === 'scheduled') return shared.get(expr.schedule) ?? expr
      if (expr.kind !== 'input') return within === undefined ? expr : (masks?.inside(expr, within) ?? expr)
      return flowing[expr.name]
    })
    links.push({ name: rule.name, path, update: out, ...keptWithin(within) })
    if (rule.gate !== undefined) gates.set(owner, next[names.length])
    branches.push(...next.slice(names.length))
    names.forEach((name, i) => {
      const declared = rule.slots[name]
      slots.push({
        ...('parts' in declared ? { parts: declared.parts } : {}),
        owner,
        name,
        kind: declared.kind,
        before: slotNode(name, declared, owner),
        after: next[i],
        initial: rule.initial[name],
        ...keptWithin(within),
        ...(masks === undefined ? {} : { prune: masks.prune }),
      })
    })
    return out
  }

  const share = (owner: number, names: ReadonlyMap<(count: number) => number, string>): void => {
    for (const [standIn, name] of names) {
      const kept = slots.find((each) => each.owner === owner && each.name === name)
      if (kept !== undefined) shared.set(standIn, kept.after)
    }
  }

  const add = (part: Definition, place: Place): Expr => {
    if (part.kind === 'rule') return addRule(part, place)
    const { update, path, within } = place
    const masks = part.masks ?? place.masks
    const gradient = part.wraps === true ? place.gradient : update
    const first = links.length
    const firstSlot = slots.length
    const enter = (i: number, flow: Expr, seen = place.param): Expr =>
      add(part.links[i], {
        update: flow,
        gradient,
        param: seen,
        path: [...path, part.names?.[i] ?? i],
        within: part.masks?.narrowed(i, within) ?? within,
        masks,
      })
    const out =
      part.turns?.compose({ ...place, enter, slots, gate: () => gates.get(first) }) ??
      part.links.reduce((flow, _, i) => {
        const next = enter(i, flow)
        if (i === 0 && part.shared !== undefined) share(first, part.shared)
        return part.masks === undefined ? next : select(member(part.masks.sets[i]), next, flow)
      }, update)
    const { gating } = part
    const gatekeeper = gating?.kind === 'restart' ? links.length - 1 : first
    const gate = gates.get(gatekeeper)
    if (gating === undefined || gate === undefined) return out
    for (let i = firstSlot; i < slots.length; i++) {
      if (slots[i].owner !== gatekeeper) slots[i] = { ...slots[i], after: gating.slot(gate, slots[i], place.param) }
    }
    return gating.update(gate, out, update)
  }

  const gradient = input('gradient')
  const update = add(definition, { update: gradient, gradient, param, path: [], within: undefined, masks: undefined })
  for (const { before, after, name, owner } of slots) {
    const kept = nameOfScope(before.scope)
    if (nameOfScope(joinScopes([before.scope, after.scope])) !== kept) {
      throw new OptfuseError(
        'invalid-rule',
        `slot ${name} holds one value per ${kept === 'uniform' ? 'tree' : kept === 'leaf' ? kept : 'slice'}, but its next value varies more; reduce it first.`,
        { transformation: links[owner].name },
      )
    }
  }
  const roots = [update, ...links.map((link) => link.update), ...slots.map((each) => each.after), ...branches]
  const simple = simplified ? simplify(roots) : roots
  return {
    update: simple[0],
    links: links.map((link, i) => ({ ...link, update: simple[1 + i] })),
    slots: slots.map((each, i) => ({ ...each, after: simple[1 + links.length + i] })),
    branches: [...new Set(simple.slice(1 + links.length + slots.length))].filter(({ scope }) => scope === 'uniform'),
    needsParams,
    extras,
  }
}

const programs = new WeakMap<Definition, Program>()
const programsAsWritten = new WeakMap<Definition, Program>()

/**
 * Flatten a transformation: every rule reads as `update` what the link before it gave out, and as `gradient` what
 * entered the innermost chain around it. It is done once for each definition.
 *
 * @param simplified whether to do what can be done beforehand, arithmetic on literals in float64 included; default true
 */
export const compose = (definition: Definition, { simplified = true } = {}): Program => {
  const known = simplified ? programs : programsAsWritten
  let program = known.get(definition)
  if (program === undefined) known.set(definition, (program = composeAnew(definition, simplified)))
  return program
}
