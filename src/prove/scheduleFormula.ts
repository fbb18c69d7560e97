/** The formulas of schedules, where they are known. @module */
import {
  add,
  constant,
  div,
  floor,
  greaterOrEqual,
  less,
  max,
  min,
  mul,
  neg,
  pow,
  select,
  sub,
  type Expr,
} from '../expr/index.ts'
import { scheduled } from '../expr/intern.ts'
import { isExpr, lift, type Operand } from '../expr/operand.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import type { Schedule } from '../schedules/schedule.ts'

/** What the options of a schedule hold; a number may be a symbol. */
type Options = Readonly<Record<string, unknown>>

const isSchedule = (value: unknown): value is Schedule => typeof value === 'function'

/** Options are numbers or symbols here, as the schedule's schema has checked; `lift` refuses what is neither. */
const numberOf = (options: Options, name: string): Expr => lift(options[name] as Operand, name)

const cosine = (x: Expr): Expr => scheduled('cos', Math.cos, x)

const raised = (base: Expr, exponent: Expr): Expr =>
  exponent.kind === 'constant' && exponent.value === 1 ? base : pow(base, exponent)

/** The value at `start`, then one piece after another, each from its boundary on. */
const pieces = (count: Expr, first: Expr, rest: readonly (readonly [boundary: Expr, value: Expr])[]): Expr =>
  rest.reduce((value, [boundary, next]) => select(greaterOrEqual(count, boundary), next, value), first)

/** From counts to factors: the boundaries, and the value before the first and after each. */
const runningValues = (
  options: Options,
): { readonly boundaries: readonly number[]; readonly values: readonly Expr[] } => {
  const scales = Object.entries(options['boundariesAndScales'] ?? {})
    .map(([boundary, scale]): readonly [number, Expr] => [Number(boundary), lift(scale, 'the scale')])
    .sort(([a], [b]) => a - b)
  const values = [numberOf(options, 'initValue')]
  for (const [i, [, scale]] of scales.entries()) values.push(mul(values[i], scale))
  return { boundaries: scales.map(([boundary]) => boundary), values }
}

const polynomial = (options: Options, power: Expr, count: Expr): Expr => {
  const [init, end, steps] = ['initValue', 'endValue', 'transitionSteps'].map((name) => numberOf(options, name))
  const since = max(sub(count, numberOf(options, 'transitionBegin')), 0)
  const begun = neg(floor(neg(div(since, steps))))
  const length = options['cycle'] === true ? mul(steps, max(begun, 1)) : steps
  return add(mul(sub(init, end), raised(sub(1, div(min(since, length), length)), power)), end)
}

const cosineDecay = (init: Expr, steps: Expr, alpha: Expr, exponent: Expr, count: Expr): Expr => {
  const wave = mul(0.5, add(1, cosine(div(mul(Math.PI, min(count, steps)), steps))))
  return mul(init, add(mul(sub(1, alpha), raised(wave, exponent)), alpha))
}

const exponential = (options: Options, init: Expr, count: Expr): Expr => {
  const [steps, rate, begin] = ['transitionSteps', 'decayRate', 'transitionBegin'].map((name) =>
    numberOf(options, name),
  )
  const t = sub(count, begin)
  const share = div(t, steps)
  const decayed = select(
    greaterOrEqual(0, t),
    init,
    mul(init, pow(rate, options['staircase'] === true ? floor(share) : share)),
  )
  if (options['endValue'] === null) return decayed
  const end = numberOf(options, 'endValue')
  return select(less(rate, 1), max(decayed, end), min(decayed, end))
}

/** A straight line from `initValue` to `peakValue` in `warmupSteps` steps, then what follows, which counts from there. */
const warmUp = (options: Options, after: (count: Expr) => Expr, count: Expr): Expr => {
  if (options['warmupSteps'] === 0) return after(count)
  const [init, peak, steps] = ['initValue', 'peakValue', 'warmupSteps'].map((name) => numberOf(options, name))
  const line = { initValue: init, endValue: peak, transitionSteps: steps, transitionBegin: 0 }
  return pieces(count, polynomial(line, constant(1), count), [[steps, after(sub(count, steps))]])
}

const formulas: Readonly<Record<string, (options: Options, count: Expr) => Expr>> = {
  constantSchedule: (options) => numberOf(options, 'value'),
  polynomialSchedule: (options, count) => polynomial(options, numberOf(options, 'power'), count),
  linearSchedule: (options, count) => polynomial(options, constant(1), count),
  exponentialDecay: (options, count) => exponential(options, numberOf(options, 'initValue'), count),
  inverseTimeDecay: (options, count) => {
    const [init, steps, rate, begin] = ['initValue', 'transitionSteps', 'decayRate', 'transitionBegin'].map((name) =>
      numberOf(options, name),
    )
    const share = div(max(sub(count, begin), 0), steps)
    return div(init, add(1, mul(rate, options['staircase'] === true ? floor(share) : share)))
  },
  noamSchedule: (options, count) => {
    const [size, warmUpSteps, factor] = ['modelSize', 'warmupSteps', 'factor'].map((name) => numberOf(options, name))
    const t = add(count, 1)
    return mul(div(factor, pow(size, 0.5)), min(pow(t, -0.5), mul(t, pow(warmUpSteps, -1.5))))
  },
  cosineDecaySchedule: (options, count) => {
    const [init, steps, alpha, exponent] = ['initValue', 'decaySteps', 'alpha', 'exponent'].map((name) =>
      numberOf(options, name),
    )
    return cosineDecay(init, steps, alpha, exponent, count)
  },
  piecewiseConstantSchedule: (options, count) => {
    const { boundaries, values } = runningValues(options)
    return pieces(
      count,
      values[0],
      boundaries.map((boundary, i) => [constant(boundary), values[i + 1]]),
    )
  },
  piecewiseInterpolateSchedule: (options, count) => {
    const { boundaries, values } = runningValues(options)
    const between = (i: number): Expr => {
      const [start, end] = [i === 0 ? 0 : boundaries[i - 1], boundaries[i]]
      const [from, to] = [values[i], values[i + 1]]
      const share = div(sub(count, start), end - start)
      return options['interpolateType'] === 'linear'
        ? add(mul(sub(to, from), share), from)
        : add(to, mul(div(sub(from, to), 2), add(cosine(mul(Math.PI, share)), 1)))
    }
    const last = values[boundaries.length]
    return boundaries.length === 0
      ? last
      : pieces(
          count,
          between(0),
          boundaries.map((boundary, i) => [constant(boundary), i + 1 === boundaries.length ? last : between(i + 1)]),
        )
  },
  joinSchedules: (options, count) => {
    const [first, ...rest] = Array.isArray(options['schedules']) ? options['schedules'].filter(isSchedule) : []
    const boundaries: readonly unknown[] = Array.isArray(options['boundaries']) ? options['boundaries'] : []
    return pieces(
      count,
      valueAt(first, count),
      rest.map((schedule, i) => {
        const boundary = lift(boundaries[i] as Operand, 'the boundary')
        return [boundary, valueAt(schedule, sub(count, boundary))]
      }),
    )
  },
  warmupConstantSchedule: (options, count) => warmUp(options, () => numberOf(options, 'peakValue'), count),
  warmupCosineDecaySchedule: (options, count) => {
    const [peak, end, exponent, all, up] = ['peakValue', 'endValue', 'exponent', 'decaySteps', 'warmupSteps'].map(
      (name) => numberOf(options, name),
    )
    const alpha = options['peakValue'] === 0 || options['endValue'] === 0 ? constant(0) : div(end, peak)
    return warmUp(options, (since) => cosineDecay(peak, sub(all, up), alpha, exponent, since), count)
  },
  warmupExponentialDecaySchedule: (options, count) =>
    warmUp(options, (since) => exponential(options, numberOf(options, 'peakValue'), since), count),
}

/** A schedule as an expression: by its formula where that is known, else as a function of its own. */
const valueAt = (schedule: Schedule, count: Expr): Expr =>
  formulaOfSchedule(schedule, count) ?? scheduled('schedule', schedule, count)

/** The formula of a schedule that was written as one: it carries it, over the slot of the count. */
const written = (schedule: Schedule, count: Expr): Expr | undefined => {
  const formula: unknown = 'formula' in schedule ? schedule.formula : undefined
  if (!isExpr(formula)) return undefined
  const reads = postorder([formula]).filter((node) => node.kind === 'slot')
  return rewrite([formula], (node) => (reads.includes(node as never) ? count : node))[0]
}

/**
 * What a schedule is at a count, as an expression of the count; `undefined` for one that is known by its values only. The
 * cosine is a function that nothing is known of but that equal arguments give equal values.
 */
export const formulaOfSchedule = (schedule: Schedule, count: Expr): Expr | undefined => {
  const { spec } = schedule
  if (spec === undefined) return written(schedule, count)
  return Object.hasOwn(formulas, spec.name) ? formulas[spec.name](spec.options, count) : undefined
}
