/** Compose a transformation's rules into one program over a tree. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { and, input, not, or, select, simplify, slot, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import type { Definition, RuleDefinition, Slot } from '../rule/index.ts'

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
}

/** One rule of a flattened chain. */
export interface ProgramLink {
  readonly name: string
  /** Where its state stands in the state of the whole: indices, or names within named chains. */
  readonly path: readonly (number | string)[]
  /** The update that leaves this link, over the inputs and slots of the whole. */
  readonly update: Expr
}

/** A transformation flattened into formulas for one element. */
export interface Program {
  readonly links: readonly ProgramLink[]
  readonly slots: readonly ProgramSlot[]
  readonly update: Expr
  /** The first link that reads the parameters, if any does. */
  readonly needsParams: string | undefined
  /** The extra arguments that are read, each with the first link that does. */
  readonly extras: ReadonlyMap<string, string>
}

/** The scope in which a slot is read. */
export const scopeOfSlot = (kind: Slot['kind']): 'uniform' | 'leaf' | 'element' =>
  kind === 'moment' ? 'element' : kind === 'leafFlag' ? 'leaf' : 'uniform'

const param = input('param')

/** `select` for numbers and truth values alike. */
const choose = (condition: Expr, a: Expr, b: Expr): Expr =>
  a.type === 'number' ? select(condition, a, b) : or(and(condition, a), and(not(condition), b))

/**
 * Flatten a transformation: every rule reads as `update` what the link before it gave out, and as `gradient` what
 * entered the innermost chain around it.
 */
export const compose = (definition: Definition): Program => {
  const links: ProgramLink[] = []
  const slots: ProgramSlot[] = []
  /** What stands for a number in the state of a chain's first link. */
  const shared = new Map<(count: number) => number, Expr>()
  /** Whether the links after a guard take the step, by the number of the guard. */
  const gates = new Map<number, Expr>()
  const extras = new Map<string, string>()
  let needsParams: string | undefined

  const addRule = (rule: RuleDefinition, update: Expr, gradient: Expr, path: readonly (number | string)[]): Expr => {
    const owner = links.length
    const names = Object.keys(rule.slots)
    const roots = [
      rule.update,
      ...names.map((name) => rule.next[name]),
      ...(rule.gate === undefined ? [] : [rule.gate]),
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
        return slot(expr.name, scopeOfSlot(rule.slots[expr.name].kind), owner)
      }
      if (expr.kind === 'scheduled') return shared.get(expr.schedule) ?? expr
      if (expr.kind !== 'input') return expr
      return expr.name === 'update' ? update : expr.name === 'gradient' ? gradient : expr
    })
    links.push({ name: rule.name, path, update: out })
    if (rule.gate !== undefined) gates.set(owner, next[names.length])
    names.forEach((name, i) => {
      const { kind } = rule.slots[name]
      const before = slot(name, scopeOfSlot(kind), owner)
      slots.push({ owner, name, kind, before, after: next[i], initial: rule.initial[name] })
    })
    return out
  }

  const share = (owner: number, names: ReadonlyMap<(count: number) => number, string>): void => {
    for (const [standIn, name] of names) {
      const kept = slots.find((each) => each.owner === owner && each.name === name)
      if (kept !== undefined) shared.set(standIn, kept.after)
    }
  }

  const add = (part: Definition, update: Expr, gradient: Expr, path: readonly (number | string)[]): Expr => {
    if (part.kind === 'rule') return addRule(part, update, gradient, path)
    const first = links.length
    let firstGuarded = slots.length
    const out = part.links.reduce((flow, link, i) => {
      const next = add(link, flow, update, [...path, part.names?.[i] ?? i])
      if (i === 0) {
        firstGuarded = slots.length
        if (part.shared !== undefined) share(first, part.shared)
      }
      return next
    }, update)
    const gate = part.guarded === undefined ? undefined : gates.get(first)
    if (gate === undefined) return out
    for (let i = firstGuarded; i < slots.length; i++) {
      const { before, after } = slots[i]
      slots[i] = { ...slots[i], after: choose(gate, after, before) }
    }
    return select(gate, out, part.guarded === 'zero' ? 0 : update)
  }

  const gradient = input('gradient')
  const update = add(definition, gradient, gradient, [])
  for (const { after, name, kind, owner } of slots) {
    const allowed = scopeOfSlot(kind)
    if (
      allowed === 'uniform'
        ? after.scope !== 'uniform'
        : allowed === 'leaf' && after.scope !== 'uniform' && after.scope !== 'leaf'
    ) {
      throw new OptfuseError(
        'invalid-rule',
        `slot ${name} holds one value per ${allowed === 'uniform' ? 'tree' : 'leaf'}, but its next value varies more; reduce it first.`,
        { transformation: links[owner].name },
      )
    }
  }
  const simple = simplify([update, ...links.map((link) => link.update), ...slots.map((each) => each.after)])
  return {
    update: simple[0],
    links: links.map((link, i) => ({ ...link, update: simple[1 + i] })),
    slots: slots.map((each, i) => ({ ...each, after: simple[1 + links.length + i] })),
    needsParams,
    extras,
  }
}
