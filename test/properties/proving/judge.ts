/** Hold a verdict against what two evaluators find. */
import { compose, type Program } from '../../../src/compile/compose.ts'
import { pureStep } from '../../../src/compile/index.ts'
import { interpret } from '../../../src/expr/index.ts'
import { postorder } from '../../../src/expr/postorder.ts'
import type { Proof } from '../../../src/prove/index.ts'
import type { AnyGradientTransformation } from '../../../src/rule/index.ts'
import { exactRun, sameExact, toNumber, watched, type Exact } from './exact.ts'
import type { Random } from './random.ts'

/** Numbers for a vector of two and a number. */
interface Trial {
  readonly params: readonly number[]
  readonly gradients: readonly (readonly number[])[]
}

const simple = [1, -1, 2, -2, 0.5, 3, 0, -0.25, 1.5, 4, -3]

const anyTrial = (random: Random, steps: number): Trial => {
  const numbers = (): readonly number[] =>
    Array.from({ length: 3 }, () =>
      random.chance(0.7) ? random.pick(simple) : Math.round((random.next() * 8 - 4) * 100) / 100,
    )
  const first = numbers()
  const same = random.chance(0.2)
  return { params: numbers(), gradients: Array.from({ length: steps }, () => (same ? first : numbers())) }
}

const treeOf = ([a, b, c]: readonly number[]): unknown => ({ s: c, v: Float64Array.of(a, b) })

const numbersIn = (tree: unknown): readonly number[] => {
  const { s, v } = tree as { readonly s: number; readonly v: Float64Array }
  return [v[0], v[1], s]
}

/** The updates of each step by the reference engine, in float64. */
const referenceRun = (
  { definition }: AnyGradientTransformation,
  { params, gradients }: Trial,
): readonly (readonly number[])[] => {
  const { init, update } = pureStep(definition, 'reference') as {
    readonly init: (params: unknown) => unknown
    readonly update: (gradients: unknown, state: unknown, params: unknown) => readonly [unknown, unknown]
  }
  let param = params
  let state = init(treeOf(param))
  return gradients.map((gradient) => {
    const [updates, next] = update(treeOf(gradient), state, treeOf(param))
    state = next
    const moved = numbersIn(updates)
    param = param.map((each, i) => each + moved[i])
    return moved
  })
}

/** The same for a single number, by the meaning of expressions alone; for programs whose slots have names of their own. */
const interpretedRun = (
  { update, slots }: Program,
  { params: [first], gradients }: Trial,
): readonly (readonly number[])[] => {
  let param = first
  let state = Object.fromEntries(slots.map(({ name, initial }) => [name, interpret(initial, { param: first })]))
  return gradients.map(([gradient]) => {
    const environment = { gradient, param, slots: state }
    const moved = interpret(update, environment)
    state = Object.fromEntries(slots.map(({ name, after }) => [name, interpret(after, environment)]))
    param += moved
    return [moved]
  })
}

type Run = (trial: Trial) => readonly (readonly number[])[]

/** How far rounding may take a run: what inputs changed by their last bits make of it, many times over. */
const slack = (run: Run, trial: Trial, values: ReturnType<Run>): ReturnType<Run> => {
  const shifted = (sign: number): Trial => {
    const shift = (each: number, i: number): number => each * (1 + sign * (i + 1) * 2 ** -51)
    return { params: trial.params.map(shift), gradients: trial.gradients.map((each) => each.map(shift)) }
  }
  const others = [1, -1, 3].map((sign) => run(shifted(sign)))
  return values.map((step, t) =>
    step.map(
      (value, i) =>
        Math.max(...others.map((other) => Math.abs(other[t][i] - value))) * 1e4 + 1e-9 * (1 + Math.abs(value)),
    ),
  )
}

/** How many steps two runs have in common, as long as both have values everywhere. */
const valued = (steps: readonly (readonly (Exact | undefined)[])[]): readonly (readonly Exact[])[] =>
  steps.map((step) => step.filter((each) => each !== undefined)).filter((step) => step.length === 3)

/** What is wrong with a verdict, in words; `undefined` where nothing is. */
export const wrongWith = (
  proof: Proof,
  left: AnyGradientTransformation,
  right: AnyGradientTransformation,
  random: Random,
  { trials = 2, steps = 3 } = {},
): string | undefined => {
  if (proof.verdict !== 'proved') return undefined
  const asWritten = { simplified: false }
  const [a, b] = [compose(left.definition, asWritten), compose(right.definition, asWritten)]
  // The meaning of expressions alone knows no leaves, and slots by their names only.
  const named = ({ update, slots }: Program): boolean =>
    new Set(slots.map(({ name }) => name)).size === slots.length &&
    !postorder([update, ...slots.map(({ after }) => after)]).some(({ kind }) => kind === 'member')
  const unique = named(a) && named(b)
  for (let i = 0; i < trials; i++) {
    const trial = anyTrial(random, steps)
    let x: ReturnType<typeof exactRun> = []
    let y: ReturnType<typeof exactRun> = []
    const { ties, overflow } = watched(() => {
      x = exactRun(a, trial.params, trial.gradients)
      y = exactRun(b, trial.params, trial.gradients)
    })
    const [xs, ys] = [valued(x), valued(y)]
    const common = Math.min(xs.length, ys.length)
    const where = (t: number, e: number): string => `step ${t + 1}, element ${e} of ${JSON.stringify(trial)}`
    for (let t = 0; t < common; t++) {
      for (let e = 0; e < 3; e++) {
        if (!sameExact(xs[t][e], ys[t][e])) {
          return `proved, but exactly ${toNumber(xs[t][e])} is not ${toNumber(ys[t][e])} at ${where(t, e)}`
        }
      }
    }
    const domain = proof.assumptions.some(({ text }) => /!= 0|>= 0|> 0/.test(text))
    if (xs.length !== ys.length && !domain && !overflow)
      return `proved without an assumption, but one side has no value in ${JSON.stringify(trial)}`
    if (common < steps || ties) continue
    const bySelf = unique && !random.chance(0.1)
    const runs = bySelf
      ? [(each: Trial) => interpretedRun(a, each), (each: Trial) => interpretedRun(b, each)]
      : [(each: Trial) => referenceRun(left, each), (each: Trial) => referenceRun(right, each)]
    // A tree of one number is another tree than the one that was evaluated exactly.
    const [f, g] = runs.map((run) => run(trial))
    if (f.every((step, t) => step.every((p, e) => !(Math.abs(p - g[t][e]) > 1e-9 * Math.abs(p))))) continue
    const [sf, sg] = [slack(runs[0], trial, f), slack(runs[1], trial, g)]
    for (const [t, step] of f.entries()) {
      for (const [e, p] of step.entries()) {
        const q = g[t][e]
        if (!Number.isFinite(p) || !Number.isFinite(q)) continue
        if (Math.abs(p - q) > sf[t][e] + sg[t][e]) return `proved, but in float64 ${p} is not ${q} at ${where(t, e)}`
      }
    }
  }
  return undefined
}
