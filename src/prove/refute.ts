/** Look for a step at which two programs differ. @module */
import { add, input, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import type { NumberRange } from '../options/number.ts'
import { float64, precise, type Arithmetic } from './arithmetic.ts'
import { createEvaluator, type Values } from './evaluate.ts'
import type { Joint } from './joint.ts'
import { fromNumber, zero } from './rational.ts'
import { formulaOfSchedule } from './scheduleFormula.ts'

/** A run of two optimizers that ends in a step at which they differ. */
export interface Difference {
  /** The parameters, then the gradient of each step, one list of numbers for each leaf. */
  readonly params: readonly number[]
  readonly gradients: readonly (readonly number[])[]
  readonly symbols: Readonly<Record<string, number>>
  /** The extra arguments of each step, by their names. */
  readonly extras: readonly Readonly<Record<string, number>>[]
  /** The step at which they differ, from 1. */
  readonly step: number
  /** The element at which they do. */
  readonly element: number
  /** The two updates as far as float64 gives them, and as they are. */
  readonly left: { readonly float64: number; readonly exact: number }
  readonly right: { readonly float64: number; readonly exact: number }
}

/** What the search may use beside the two programs. */
export interface Search {
  /** What has to hold of a step for it to count; 1 or 0. */
  readonly hypotheses: readonly Expr[]
  readonly constantGradient: boolean
  /** What must be equal at every step. */
  readonly goal: readonly [left: Expr, right: Expr]
}

/** The tree that is tried: a matrix, a vector and a number. */
export const shapes: readonly (readonly number[])[] = [[2, 2], [2], []]
const ELEMENTS = 7
const STEPS = 6
/** How many runs are made exactly though float64 shows no difference. */
const CLOSE_LOOKS = 2

/** Numbers that look random and are short decimals, always the same. */
const sequence = (seed: number): (() => number) => {
  let state = (seed * 2654435761 + 12345) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const decimal = (value: number): number => Math.round(value * 100) / 100

const candidates = [0.5, 0.9, 2, 0.25, 1.5, 3, 0.1, -0.5, -2, 7, 1, 0]

const within = (
  { min = -Infinity, max = Infinity, open = [false, false], integer = false }: NumberRange,
  x: number,
): boolean => (open[0] ? x > min : x >= min) && (open[1] ? x < max : x <= max) && (!integer || Number.isInteger(x))

const symbolValue = (range: NumberRange, next: () => number): number => {
  const fitting = candidates.filter((each) => within(range, each))
  if (fitting.length > 0) return fitting[Math.floor(next() * fitting.length)]
  const { min = 0, max = min + 1 } = range
  return min + (Number.isFinite(max) ? (max - min) / 2 : 1)
}

const symbolsIn = (roots: readonly Expr[]): readonly (readonly [string, NumberRange])[] =>
  postorder(roots).flatMap((expr) =>
    expr.kind === 'hyper' && expr.symbol !== undefined ? [[expr.name, expr.symbol] as const] : [],
  )

/** How far apart two exact numbers are, as a share of the larger. */
const differ = (a: bigint, b: bigint, places: bigint): boolean => {
  const gap = a > b ? a - b : b - a
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  // 640 binary places, of which half are trusted.
  return gap > (x > y ? x : y) >> places && gap > 1n << 330n
}

/** Whether an exponent is plainly a whole number. */
const isCountLike = (expr: Expr): boolean =>
  postorder([expr]).every(
    (node) =>
      (node.kind === 'slot' && node.scope === 'uniform') ||
      (node.kind === 'constant' && Number.isInteger(node.value)) ||
      (node.kind === 'apply' && ['add', 'mul', 'increment'].includes(node.operation.name)),
  )

/** Whether an operation is evaluated in float64 whatever the numbers. */
const isRough = (expr: Expr): boolean => {
  if (expr.kind === 'scheduled') return true
  if (expr.kind !== 'apply') return false
  const { name } = expr.operation
  return name === 'exp' || name === 'log' || name === 'tanh' || (name === 'pow' && !isCountLike(expr.args[1]))
}

const farApart = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) > 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-6)

const kinds = ['mixed', 'mixed', 'mixed', 'steady', 'positive', 'zeros', 'large', 'small', 'mixed', 'mixed'] as const

const drawGradient = (kind: (typeof kinds)[number], next: () => number): readonly number[] =>
  Array.from({ length: ELEMENTS }, () => {
    const value = decimal(next() * 6 - 3)
    switch (kind) {
      case 'positive':
        return Math.abs(value) + 0.01
      case 'zeros':
        return next() < 0.4 ? 0 : value
      case 'large':
        return value * 100
      case 'small':
        return decimal(value * 10) / 100
      default:
        return value === 0 ? 0.5 : value
    }
  })

/**
 * A run after which the updates of two programs differ, if a handful of runs shows one. The difference is one of exact
 * numbers, and no matter of rounding.
 */
export const findDifference = (joint: Joint, search: Search): Difference | undefined => {
  const { left, right, slots } = joint
  const extraNames = new Set([...left.extras.keys(), ...right.extras.keys()])
  const roots = [left.update, ...search.goal, ...slots.flatMap(({ after, initial }) => [after, initial])]
  const names = symbolsIn([...roots, ...search.hypotheses])

  const unfolded = rewrite(
    [...search.goal, add(input('param'), left.update), ...slots.map(({ after }) => after), ...search.hypotheses],
    (expr) => (expr.kind === 'scheduled' ? (formulaOfSchedule(expr.schedule, expr.count) ?? expr) : expr),
  )
  const order = postorder(unfolded)
  const trials = kinds.map((kind, attempt): Trial => {
    const next = sequence(attempt + 1)
    const symbols = Object.fromEntries(names.map(([name, range]) => [name, symbolValue(range, next)]))
    const params = drawGradient('mixed', next)
    const first = drawGradient(kind, next)
    const gradients = Array.from({ length: STEPS }, (_, step) =>
      step === 0 || kind === 'steady' || search.constantGradient ? first : drawGradient(kind, next),
    )
    const extras = gradients.map(() =>
      Object.fromEntries([...extraNames].map((name) => [name, decimal(next() * 4 + 0.1)])),
    )
    return { params, gradients, symbols, extras }
  })
  const tolerance = order.some(isRough) ? 20n : 120n
  const [approximate, exact] = [runner(joint, float64, unfolded), runner(joint, precise, unfolded)]

  const lookClosely = (trial: Trial): Difference | undefined => {
    const { params, gradients, symbols, extras } = trial
    for (const [step, [a, b]] of exact(trial).entries()) {
      const element = a.findIndex((x, i) => {
        const y = b[i]
        return x !== undefined && y !== undefined && differ(x, y, tolerance)
      })
      const [x, y] = [a[element], b[element]]
      if (x === undefined || y === undefined) continue
      const [f, g] = approximate(trial)[step] ?? []
      return {
        params,
        gradients: gradients.slice(0, step + 1),
        symbols,
        extras: extras.slice(0, step + 1),
        step: step + 1,
        element,
        left: { float64: f?.[element] ?? NaN, exact: precise.toNumber(x) },
        right: { float64: g?.[element] ?? NaN, exact: precise.toNumber(y) },
      }
    }
    return undefined
  }

  const alike: Trial[] = []
  for (const trial of trials) {
    const isDifferent = approximate(trial).some(([a, b]) => a.some((x, i) => farApart(x, b[i])))
    const found = isDifferent ? lookClosely(trial) : undefined
    if (found !== undefined) return found
    if (!isDifferent) alike.push(trial)
  }
  // What float64 does not show may be a difference too small for it.
  for (const trial of alike.slice(0, CLOSE_LOOKS)) {
    const found = lookClosely(trial)
    if (found !== undefined) return found
  }
  return undefined
}

interface Trial {
  readonly params: readonly number[]
  readonly gradients: readonly (readonly number[])[]
  readonly symbols: Readonly<Record<string, number>>
  readonly extras: readonly Readonly<Record<string, number>>[]
}

/** What the two programs give at each step of a trial, for as long as there is a value everywhere. */
const runner = <T>(
  { slots }: Joint,
  arithmetic: Arithmetic<T>,
  roots: readonly Expr[],
): ((trial: Trial) => readonly (readonly [Values<T>, Values<T>])[]) => {
  const read = (values: readonly number[]): Values<T> => values.map((value) => arithmetic.of(fromNumber(value) ?? zero))
  const start = createEvaluator(
    slots.map(({ initial }) => initial),
    shapes,
    arithmetic,
  )
  const evaluate = createEvaluator(roots, shapes, arithmetic)
  const isHeld = (value: T | undefined): boolean => value !== undefined && arithmetic.toNumber(value) !== 0

  return ({ params, gradients, symbols, extras }) => {
    let param = read(params)
    const first = start({ gradient: [], param, slots: new Map(), symbols, extras: {} })
    let state = new Map(slots.map(({ before }, i) => [before, first[i]]))
    const steps: (readonly [Values<T>, Values<T>])[] = []
    for (const [i, each] of gradients.entries()) {
      const values = evaluate({ gradient: read(each), param, slots: state, symbols, extras: extras[i] })
      const [a, b, moved, ...rest] = values
      if (!rest.slice(slots.length).every((held) => held.every(isHeld))) return steps
      if ([a, b].some((side) => side.includes(undefined))) return steps
      steps.push([a, b])
      state = new Map(slots.map(({ before }, at) => [before, rest[at]]))
      param = moved
    }
    return steps
  }
}
