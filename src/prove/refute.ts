/** Look for a step at which two programs differ. @module */
import { add, input, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import type { NumberRange } from '../options/number.ts'
import { float64, precise, type Arithmetic } from './arithmetic.ts'
import { createEvaluator, type Values } from './evaluate.ts'
import type { Joint } from './joint.ts'
import { fromNumber, zero } from './rational.ts'

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
const TRIES = 10

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
const differ = (a: bigint, b: bigint): boolean => {
  const gap = a > b ? a - b : b - a
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  // 640 binary places, of which half are trusted; beyond float64 where a function is evaluated in it.
  return gap > (x > y ? x : y) >> 120n && gap > 1n << 330n
}

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

  for (let attempt = 0; attempt < TRIES; attempt++) {
    const next = sequence(attempt + 1)
    const symbols = Object.fromEntries(names.map(([name, range]) => [name, symbolValue(range, next)]))
    const kind = kinds[attempt % kinds.length]
    const params = drawGradient('mixed', next)
    const first = drawGradient(kind, next)
    const gradients = Array.from({ length: STEPS }, (_, step) =>
      step === 0 || kind === 'steady' || search.constantGradient ? first : drawGradient(kind, next),
    )
    const extras = gradients.map(() =>
      Object.fromEntries([...extraNames].map((name) => [name, decimal(next() * 4 + 0.1)])),
    )
    const trial: Trial = { params, gradients, symbols, extras }
    const exact = run(joint, search, precise, trial)
    const floating = run(joint, search, float64, trial)
    for (const [step, [a, b]] of exact.entries()) {
      for (let element = 0; element < ELEMENTS; element++) {
        const [x, y] = [a[element], b[element]]
        if (x === undefined || y === undefined || !differ(x, y)) continue
        const [f, g] = floating[step] ?? []
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
    }
  }
  return undefined
}

interface Trial {
  readonly params: readonly number[]
  readonly gradients: readonly (readonly number[])[]
  readonly symbols: Readonly<Record<string, number>>
  readonly extras: readonly Readonly<Record<string, number>>[]
}

/** What the two programs give at each step, for as long as there is a value everywhere. */
const run = <T>(
  { left, slots }: Joint,
  { goal, hypotheses }: Search,
  arithmetic: Arithmetic<T>,
  { params, gradients, symbols, extras }: Trial,
): readonly (readonly [Values<T>, Values<T>])[] => {
  const evaluate = createEvaluator(shapes, arithmetic)
  const read = (values: readonly number[]): Values<T> => values.map((value) => arithmetic.of(fromNumber(value) ?? zero))
  const first = evaluate(
    slots.map(({ initial }) => initial),
    { gradient: [], param: read(params), slots: new Map(), symbols, extras: {} },
  )
  let state = new Map(slots.map(({ before }, i) => [before, first[i]]))
  let param = read(params)
  const steps: (readonly [Values<T>, Values<T>])[] = []
  const roots = [...goal, add(input('param'), left.update), ...slots.map(({ after }) => after), ...hypotheses]
  for (const [i, each] of gradients.entries()) {
    const inputs = { gradient: read(each), param, slots: state, symbols, extras: extras[i] }
    const [a, b, moved, ...rest] = evaluate(roots, inputs)
    const isHeld = (value: T | undefined): boolean => value !== undefined && arithmetic.toNumber(value) !== 0
    if (!rest.slice(slots.length).every((values) => values.every(isHeld))) return steps
    if ([a, b].some((values) => values.includes(undefined))) return steps
    steps.push([a, b])
    state = new Map(slots.map(({ before }, at) => [before, rest[at]]))
    param = moved
  }
  return steps
}
