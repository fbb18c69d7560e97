/** Bring expressions to a canonical form. @module */
import { constant, input, rank, select, type Expr } from '../expr/index.ts'
import { scheduled } from '../expr/intern.ts'
import { argumentsOf, type ReduceNode, type WholeNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import { extentName, isBound, widest, type Binder } from './binder.ts'
import type { Bounds } from './bounds.ts'
import { createConditions } from './conditions.ts'
import { express } from './express.ts'
import type { Field } from './field.ts'
import { vanishes, type Fraction } from './fraction.ts'
import type { Functions } from './functions.ts'
import { everything, isNonNegative, nonNegative, ofRange, unit, type Interval } from './interval.ts'
import { createOperations } from './operations.ts'
import { fromNumber, one, zero } from './rational.ts'
import { createReductions } from './reductions.ts'
import type { Reliance, Rely } from './reliance.ts'

/** What is known about slots before the step. */
export interface SlotFacts {
  readonly interval: Interval
  readonly natural: boolean
}

/** What forms are made of. */
export interface Context {
  readonly field: Field
  readonly bounds: Bounds
  readonly functions: Functions
  /** Numbers that stand for leaves of expressions within a case of the proof. */
  readonly values: ReadonlyMap<Expr, Fraction>
  readonly slotFacts: (slot: Expr) => SlotFacts
  /** The formula of a schedule, where it is known. */
  readonly formulaOfSchedule: (schedule: (count: number) => number, count: Expr) => Expr | undefined
}

/** Expressions in canonical form. */
export interface Normalizer {
  /** The form of an expression; `undefined` for one without a value. */
  readonly normalize: (root: Expr) => Fraction | undefined
  /** What the form of an expression relies on. */
  readonly reliancesOf: (root: Expr) => readonly Reliance[]
}

const anything: SlotFacts = { interval: everything, natural: false }

/** Whether a value is made of those that its argument has in other places. */
const isGathering = (expr: Expr): expr is ReduceNode | WholeNode => expr.kind === 'reduce' || expr.kind === 'whole'

/** Brings expressions to canonical form. */
export const createNormalizer = (context: Context): Normalizer => {
  const { field, bounds, functions, values, slotFacts, formulaOfSchedule } = context
  const { atom, constant: number, multiply, same } = field
  const unity = number(one)
  const nought = number(zero)

  const demands = new Map<Expr, Reliance[]>()
  let current: Expr = constant(0)
  const rely: Rely = (what, expr, needed = true) => {
    demands.set(current, [...(demands.get(current) ?? []), { demand: what, expr, always: needed }])
  }
  const apply = createOperations(field, bounds, functions, createConditions(field, bounds, functions), rely)
  const { leafAtom, sumOver, sumOfSquaresOver, extremeOver, sizeOf } = createReductions(field, bounds, functions, rely)

  const leaf = (expr: Expr, binder: Binder): Fraction | undefined => {
    const given = isBound(expr.scope, binder) ? undefined : values.get(expr)
    if (given !== undefined) return given
    switch (expr.kind) {
      case 'constant': {
        const value = fromNumber(expr.value)
        return value && number(value)
      }
      case 'hyper': {
        const value = fromNumber(expr.value)
        if (value !== undefined) return number(value)
        if (expr.symbol === undefined) return undefined
        const interval = ofRange(expr.symbol)
        const natural = expr.symbol.integer === true && isNonNegative(interval)
        return leafAtom(`symbol ${expr.id}`, 'uniform', binder, { expr: () => expr, interval, natural })
      }
      case 'rank':
        return leafAtom('rank', expr.scope, binder, { expr: rank, interval: nonNegative, natural: true })
      case 'size':
        if (expr.within !== undefined) {
          // How many elements a mask leaves is not for algebra to say; there may be none.
          return leafAtom(`size ${expr.id}`, expr.scope, binder, {
            expr: () => expr,
            interval: nonNegative,
            natural: true,
          })
        }
        rely('notEmpty', expr)
        return sizeOf(expr.over, binder)
      case 'slot': {
        const { interval, natural } = expr.type === 'boolean' ? { interval: unit, natural: true } : slotFacts(expr)
        return leafAtom(`slot ${expr.id}`, expr.scope, binder, {
          expr: () => (expr.type === 'boolean' ? select(expr, 1, 0) : expr),
          interval,
          natural,
          idempotent: expr.type === 'boolean',
        })
      }
      default:
        return leafAtom(`${expr.kind} ${expr.id}`, expr.scope, binder, {
          expr: () => (expr.type === 'boolean' ? select(expr, 1, 0) : expr),
          ...(expr.type === 'boolean' ? { interval: unit, natural: true, idempotent: true } : anything),
        })
    }
  }

  const memo = new Map<string, Map<Expr, Fraction | undefined>>()

  const normalize = (root: Expr, binder: Binder): Fraction | undefined => {
    const place = extentName(binder)
    const done = memo.get(place) ?? new Map<Expr, Fraction | undefined>()
    memo.set(place, done)
    // What a reduction reads is brought to its form within the reduction.
    for (const expr of postorder([root], (node) => (done.has(node) || isGathering(node) ? [] : argumentsOf(node)))) {
      if (done.has(expr)) continue
      current = expr
      done.set(expr, ofNode(expr, binder, done))
    }
    return done.get(root)
  }

  const ofNode = (expr: Expr, binder: Binder, done: ReadonlyMap<Expr, Fraction | undefined>): Fraction | undefined => {
    switch (expr.kind) {
      case 'apply':
        return apply(
          expr,
          expr.args.map((arg) => done.get(arg)),
        )
      case 'reduce': {
        const { reduction, over, args } = expr
        const [a, b] = args.map((arg) => normalize(arg, widest(binder, over)))
        current = expr
        if (a === undefined || (args.length === 2 && b === undefined)) return undefined
        if (reduction.combine !== 'add') return extremeOver(a, expr, binder)
        if (reduction.prepare === 'square') return sumOfSquaresOver(a, over, binder)
        return sumOver(reduction.prepare === 'identity' ? a : multiply(a, b ?? nought), over, binder)
      }
      case 'whole': {
        // Of the function only that equal arguments, everywhere within its extent, give equal results.
        const { whole } = expr
        const a = normalize(expr.args[0], widest(binder, expr.over))
        current = expr
        if (a === undefined) return undefined
        const name = `${isBound('element', binder) ? 'each ' : ''}${whole.name} over ${expr.over}`
        return atom(name, [a], () => ({ expr: () => whole.of(express(a, field.atomOf)), interval: everything }))
      }
      case 'scheduled': {
        const formula = formulaOfSchedule(expr.schedule, expr.count)
        if (formula !== undefined) return normalize(formula, binder)
        const count = done.get(expr.count)
        if (count === undefined) return undefined
        return atom(`schedule ${scheduled('', expr.schedule, input('param')).id}`, [count], () => ({
          expr: () => scheduled(expr.name, expr.schedule, express(count, field.atomOf)),
          interval: everything,
        }))
      }
      default:
        return leaf(expr, binder)
    }
  }

  const reliancesOf = (root: Expr): readonly Reliance[] => {
    const found: Reliance[] = []
    const seen = new Map<string, Set<Expr>>()
    const visit = (expr: Expr, binder: Binder, always: boolean): void => {
      const place = always ? extentName(binder) : `perhaps ${extentName(binder)}`
      const there = seen.get(place) ?? new Set()
      if (there.has(expr)) return
      seen.set(place, there.add(expr))
      for (const each of demands.get(expr) ?? []) found.push({ ...each, always: always && each.always })
      if (expr.kind === 'apply' && expr.operation.name === 'select') {
        const [condition, a, b] = expr.args
        visit(condition, binder, always)
        const form = memo.get(extentName(binder))?.get(condition)
        const [taken, left] = [form !== undefined && same(form, unity), form !== undefined && vanishes(form)]
        if (!left) visit(a, binder, always && taken)
        if (!taken) visit(b, binder, always && left)
        return
      }
      if (expr.kind === 'scheduled') {
        const formula = formulaOfSchedule(expr.schedule, expr.count)
        if (formula !== undefined) visit(formula, binder, always)
      }
      const inner = isGathering(expr) ? widest(binder, expr.over) : binder
      for (const each of argumentsOf(expr)) visit(each, inner, always)
    }
    visit(root, 'none', true)
    return found
  }

  return { normalize: (root) => normalize(root, 'none'), reliancesOf }
}
