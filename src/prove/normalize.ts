/** Bring expressions to a canonical form. @module */
import {
  constant,
  equal,
  greater,
  input,
  notEqual,
  rank,
  reduceMax,
  reduceMin,
  reduceSum,
  select,
  size,
  type Expr,
  type Extent,
  type Scope,
} from '../expr/index.ts'
import { scheduled } from '../expr/intern.ts'
import { argumentsOf, type ApplyNode, type ReduceNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import type { Bounds } from './bounds.ts'
import { express } from './express.ts'
import type { AtomFacts, Field } from './field.ts'
import { vanishes, type Factor, type Fraction } from './fraction.ts'
import type { Functions } from './functions.ts'
import {
  everything,
  excludesZero,
  isNonNegative,
  isNonPositive,
  isPositive,
  negateInterval,
  nonNegative,
  ofRange,
  positive,
  unit,
  type Interval,
} from './interval.ts'
import { leading, scalePolynomial, term, type Monomial } from './polynomial.ts'
import { fromNumber, one, reciprocal, zero } from './rational.ts'

/** What the proof takes for granted about a value. */
export type Demand = 'nonzero' | 'nonNegative' | 'positive' | 'finite' | 'countsStay' | 'notEmpty'

/** What is known about slots before the step. */
export interface SlotFacts {
  readonly interval: Interval
  readonly natural: boolean
}

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

/** Something that has to hold for a formula to have a value, and for its form to be right. */
export interface Reliance {
  readonly demand: Demand
  readonly expr: Expr
  /** Whether the formula has no value without it; else it may have one, where a selection takes something else. */
  readonly always: boolean
}

/** Expressions in canonical form. */
export interface Normalizer {
  /** The form of an expression; `undefined` for one without a value. */
  readonly normalize: (root: Expr) => Fraction | undefined
  /** What the form of an expression relies on. */
  readonly reliancesOf: (root: Expr) => readonly Reliance[]
}

/** What the reduction around an expression runs over. */
type Binder = Extent | 'none'

/** A name that tells choices of axes from the leaf and the tree. */
const extentName = (over: Binder): string => (typeof over === 'object' ? `axes ${over.name}` : over)

/** Whether a value is the same all over an extent. */
const isFixed = (scope: Scope, over: Extent): boolean =>
  scope === 'uniform' ||
  (scope === 'leaf' && over !== 'tree') ||
  (typeof scope === 'object' && typeof over === 'object' && scope.name === over.name)

/** Whether a value that a reduction reads stands for others than that of the element at hand. */
const isBound = (scope: Scope, binder: Binder): boolean => binder !== 'none' && !isFixed(scope, binder)

/** What two reductions, one within the other, run over together. */
const widest = (outer: Binder, inner: Extent): Extent => {
  if (outer === 'none') return inner
  if (outer === 'tree' || inner === 'tree') return 'tree'
  return extentName(outer) === extentName(inner) ? inner : 'leaf'
}

const anything: SlotFacts = { interval: everything, natural: false }

/** Brings expressions to canonical form. */
export const createNormalizer = (context: Context): Normalizer => {
  const { field, bounds, functions, values, slotFacts, formulaOfSchedule } = context
  const { atom, constant: number, add, subtract, multiply, divide, negate, same } = field
  const unity = number(one)
  const nought = number(zero)
  const exprOf = (a: Fraction): Expr => express(a, field.atomOf)

  const demands = new Map<Expr, Reliance[]>()
  let current: Expr = constant(0)
  /** What the form of the node at hand relies on. */
  const demand = (what: Demand, expr: Expr, needed = true): void => {
    demands.set(current, [...(demands.get(current) ?? []), { demand: what, expr, always: needed }])
  }

  /** An atom of its own for every use within a reduction. */
  const leafAtom = (operation: string, scope: Scope, binder: Binder, facts: AtomFacts): Fraction =>
    atom(isBound(scope, binder) ? `each ${operation}` : operation, [], () => facts)

  const indicator = (operation: string, argument: Fraction, condition: (about: Expr) => Expr): Fraction =>
    atom(operation, [argument], () => ({
      expr: () => select(condition(exprOf(argument)), 1, 0),
      interval: unit,
      natural: true,
      idempotent: true,
      splits: () => [exprOf(argument)],
    }))

  /** A fraction without the size of the number before it. */
  const withoutSize = (a: Fraction): Fraction => {
    const { coefficient } = leading(a.top)
    const magnitude = coefficient.n < 0n ? { n: -coefficient.n, d: coefficient.d } : coefficient
    return { top: scalePolynomial(a.top, reciprocal(magnitude)), bottom: a.bottom }
  }

  /** 1 where a is above 0. */
  const isAbove = (a: Fraction): Fraction => {
    const inside = bounds.of(a)
    if (isPositive(inside)) return unity
    if (isNonPositive(inside)) return nought
    // Factors above 0 change no sign.
    const { coefficient, factors } = field.factor(a.top)
    const parts = [...factors.values(), ...a.bottom.values()].map(({ polynomial, power }): Fraction => {
      const each: Fraction = { top: polynomial, bottom: new Map() }
      return isPositive(bounds.of(each)) ? unity : field.power(each, power % 2 === 0 ? 2 : 1)
    })
    const product = withoutSize(parts.reduce(multiply, coefficient.n < 0n ? negate(unity) : unity))
    if (same(product, unity)) return unity
    if (same(product, negate(unity))) return nought
    return indicator('positive', product, (about) => greater(about, 0))
  }

  /** 1 where a is 0. */
  const isNought = (a: Fraction): Fraction => {
    if (vanishes(a)) return unity
    const inside = bounds.of(a)
    if (excludesZero(inside)) return nought
    if (isNonNegative(inside) && isNonPositive(inside)) return unity
    const { coefficient } = leading(a.top)
    const argument = { top: scalePolynomial(a.top, reciprocal(coefficient)), bottom: new Map() }
    return indicator('zero', argument, (about) => equal(about, 0))
  }

  const both = (a: Fraction, b: Fraction): Fraction => multiply(a, b)
  const opposite = (a: Fraction): Fraction => subtract(unity, a)

  const choose = (condition: Fraction, a: Fraction | undefined, b: Fraction | undefined): Fraction | undefined => {
    if (same(condition, unity)) return a
    if (vanishes(condition)) return b
    if (a === undefined || b === undefined) return undefined
    if (same(a, b)) return a
    return atom('select', [condition, a, b], () => {
      const [x, y] = [bounds.of(a), bounds.of(b)]
      const sharedInterval =
        isPositive(x) && isPositive(y)
          ? positive
          : isNonNegative(x) && isNonNegative(y)
            ? nonNegative
            : isNonPositive(x) && isNonPositive(y)
              ? negateInterval(nonNegative)
              : everything
      return {
        expr: () => selectExpr(condition, a, b),
        interval: sharedInterval,
        natural: functions.isNatural(a) && functions.isNatural(b),
      }
    })
  }

  /** The condition that an indicator stands for. */
  const indicated = (condition: Fraction): Expr | undefined => {
    const expr = exprOf(condition)
    const isIndicator = expr.kind === 'apply' && expr.operation.name === 'select' && expr.args[1] === constant(1)
    return isIndicator ? expr.args[0] : undefined
  }

  const selectExpr = (condition: Fraction, a: Fraction, b: Fraction): Expr => {
    const [yes, no] = [indicated(condition), indicated(opposite(condition))]
    return yes === undefined && no !== undefined
      ? select(no, exprOf(b), exprOf(a))
      : select(yes ?? notEqual(exprOf(condition), 0), exprOf(a), exprOf(b))
  }

  const powersOf = (powers: Monomial, keep: (id: number) => boolean): Monomial =>
    powers.filter((_, i) => keep(powers[i - (i % 2)]))

  /** A sum takes in only what varies over its extent; each term has a sum of its own. */
  const sumOver = (a: Fraction, over: Extent, binder: Binder): Fraction => {
    const fixed = (id: number): boolean => isFixed(field.atomOf(id).expr().scope, over)
    const fixedFactor = ({ polynomial }: Factor): boolean =>
      [...polynomial.values()].every(({ powers }) => powers.every((id, i) => i % 2 === 1 || fixed(id)))
    const split = (wanted: boolean): Fraction['bottom'] =>
      new Map([...a.bottom].filter(([, each]) => fixedFactor(each) === wanted))
    const varyingBottom = split(false)
    let sum = nought
    for (const { coefficient, powers } of a.top.values()) {
      const outside: Fraction = { top: term(coefficient, powersOf(powers, fixed)), bottom: split(true) }
      const inside: Fraction = {
        top: term(
          one,
          powersOf(powers, (id) => !fixed(id)),
        ),
        bottom: varyingBottom,
      }
      sum = add(sum, multiply(outside, same(inside, unity) ? sizeOf(over, binder) : sumAtom(inside, over, binder)))
    }
    return sum
  }

  const reductionName = (name: string, over: Extent, binder: Binder): string => {
    const scope: Scope = over === 'tree' ? 'uniform' : over
    return `${isBound(scope, binder) ? 'each ' : ''}${name} over ${extentName(over)}`
  }

  const sumAtom = (a: Fraction, over: Extent, binder: Binder): Fraction =>
    atom(reductionName('sum', over, binder), [a], () => {
      const inside = bounds.of(a)
      return {
        expr: () => reduceSum(exprOf(a), over),
        interval: isNonNegative(inside)
          ? nonNegative
          : isNonPositive(inside)
            ? negateInterval(nonNegative)
            : everything,
        natural: functions.isNatural(a),
      }
    })

  const sizeOf = (over: Extent, binder: Binder): Fraction => {
    const expr = size(over)
    return leafAtom(`size ${extentName(over)}`, expr.scope, binder, {
      expr: () => expr,
      interval: positive,
      natural: true,
    })
  }

  const extremeOver = (a: Fraction, { reduction, over }: ReduceNode, binder: Binder): Fraction => {
    const expr = exprOf(a)
    // The extreme of what is the same everywhere is that, where there is anything at all.
    if (isFixed(expr.scope, over)) {
      demand('notEmpty', size(over))
      return a
    }
    return atom(reductionName(reduction.name, over, binder), [a], () => ({
      expr: () => (reduction.name === 'max' ? reduceMax : reduceMin)(expr, over),
      interval: bounds.of(a),
      natural: functions.isNatural(a),
    }))
  }

  const apply = (node: ApplyNode, args: readonly (Fraction | undefined)[]): Fraction | undefined => {
    const { name } = node.operation
    const [a, b, c] = args
    if (name === 'select') return a === undefined ? undefined : choose(a, b, c)
    if (a === undefined || (args.length > 1 && b === undefined)) {
      // A truth value may be settled by one side alone.
      if (name === 'and' && (a ?? b) !== undefined && vanishes(a ?? b ?? unity)) return nought
      return undefined
    }
    const second = b ?? nought
    switch (name) {
      case 'add':
        return add(a, second)
      case 'sub':
        return subtract(a, second)
      case 'mul':
        return multiply(a, second)
      case 'neg':
        return negate(a)
      case 'square':
        return multiply(a, a)
      case 'div':
        if (vanishes(second)) return undefined
        requireNonzero(second)
        return divide(a, second)
      case 'increment':
        demand('countsStay', node)
        return add(a, unity)
      case 'sqrt': {
        const inside = bounds.of(a)
        if (isPositive(negateInterval(inside))) return undefined
        if (!isNonNegative(inside)) demand('nonNegative', exprOf(a))
        return functions.sqrt(a)
      }
      case 'pow': {
        const base = bounds.of(a)
        if (!functions.isNatural(second)) {
          // A whole power needs a base that is not 0 where it is negative; any other one a base above 0, or 0 for a
          // positive one. Where it may be either, what is asked for is more than a value needs.
          const exponent = bounds.of(second)
          const whole = functions.isInteger(second)
          const some = isNonNegative(base) && isPositive(exponent)
          if (!some && (whole ? !excludesZero(base) : !isPositive(base))) {
            const needed = isPositive(negateInterval(exponent)) && (whole || isNonNegative(base))
            demand(whole || isNonNegative(base) ? 'nonzero' : 'positive', exprOf(a), needed)
          }
        }
        return functions.pow(a, second)
      }
      case 'exp':
        return functions.exp(a)
      case 'log':
        if (isNonPositive(bounds.of(a))) return undefined
        if (!isPositive(bounds.of(a))) demand('positive', exprOf(a))
        return functions.log(a)
      case 'tanh':
        return functions.tanh(a)
      case 'abs':
        return functions.abs(a)
      case 'sign':
        return functions.sign(a)
      case 'floor':
        return functions.floor(a)
      case 'mod':
        if (vanishes(second)) return undefined
        requireNonzero(second)
        return functions.mod(a, second)
      case 'max':
        return functions.max(a, second)
      case 'min':
        return functions.min(a, second)
      case 'less':
        return isAbove(subtract(second, a))
      case 'greater':
        return isAbove(subtract(a, second))
      case 'lessOrEqual':
        return opposite(isAbove(subtract(a, second)))
      case 'greaterOrEqual':
        return opposite(isAbove(subtract(second, a)))
      case 'equal':
        return isNought(subtract(a, second))
      case 'notEqual':
        return opposite(isNought(subtract(a, second)))
      case 'and':
        return both(a, second)
      case 'or':
        return opposite(both(opposite(a), opposite(second)))
      case 'not':
        return opposite(a)
      case 'isNaN':
        demand('finite', node)
        return nought
      case 'isFinite':
        demand('finite', node)
        return unity
      default:
        // An operation of which nothing is known is the same on the same arguments.
        return atom(name, [a, ...(b === undefined ? [] : [b]), ...(c === undefined ? [] : [c])], () => ({
          expr: () => node,
          interval: everything,
        }))
    }
  }

  const requireNonzero = (a: Fraction): void => {
    for (const { polynomial } of field.factor(a.top).factors.values()) {
      const each: Fraction = { top: polynomial, bottom: new Map() }
      if (!excludesZero(bounds.of(each))) demand('nonzero', exprOf(each))
    }
  }

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
        demand('notEmpty', expr)
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
    for (const expr of postorder([root], (node) =>
      done.has(node) || node.kind === 'reduce' ? [] : argumentsOf(node),
    )) {
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
        const each =
          reduction.prepare === 'identity' ? a : multiply(a, reduction.prepare === 'square' ? a : (b ?? nought))
        return sumOver(each, over, binder)
      }
      case 'scheduled': {
        const formula = formulaOfSchedule(expr.schedule, expr.count)
        if (formula !== undefined) return normalize(formula, binder)
        const count = done.get(expr.count)
        if (count === undefined) return undefined
        return atom(`schedule ${scheduled('', expr.schedule, input('param')).id}`, [count], () => ({
          expr: () => scheduled(expr.name, expr.schedule, exprOf(count)),
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
      const inner = expr.kind === 'reduce' ? widest(binder, expr.over) : binder
      for (const each of argumentsOf(expr)) visit(each, inner, always)
    }
    visit(root, 'none', true)
    return found
  }

  return { normalize: (root) => normalize(root, 'none'), reliancesOf }
}
