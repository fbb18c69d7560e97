import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transformation } from '../../src/define/transformation.ts'
import { withEngine } from '../../src/define/withEngine.ts'
import {
  abs,
  add,
  all,
  and,
  any,
  constant,
  div,
  equal,
  exceptFirst,
  exp,
  floor,
  greater,
  greaterOrEqual,
  isFinite,
  isNaN,
  less,
  lessOrEqual,
  log,
  max,
  mean,
  min,
  mod,
  mul,
  neg,
  norm,
  not,
  notEqual,
  pow,
  rank,
  reduceDot,
  reduceMax,
  reduceMin,
  reduceSum,
  reduceSumOfSquares,
  rms,
  select,
  sign,
  size,
  sqrt,
  square,
  sub,
  tanh,
  type Axes,
  type Expr,
  type Extent,
} from '../../src/expr/index.ts'
import { anyExample, anyNumber, enginesAgree, residentEqualsPure, tiedLeavesAreOne } from '../../src/laws/index.ts'
import { hyperparameter } from '../../src/options/number.ts'
import {
  counter,
  leafFlag,
  leafScalar,
  moment,
  reducedMoment,
  scalar,
  type GradientTransformation,
} from '../../src/rule/index.ts'
import { naive } from './naive.ts'
import { seeded, settings } from './settings.ts'

const inputs = ['update', 'gradient', 'param', 'm', 's', 'l', 'r', 'count', 'rate'] as const
const unary = { abs, sqrt, square, sign, floor, exp, log, tanh, neg }
const binary = { add, sub, mul, div, min, max, pow, mod }
const comparisons = { less, lessOrEqual, greater, greaterOrEqual, equal, notEqual }
const reductions = { reduceSum, reduceSumOfSquares, reduceMax, reduceMin, mean, norm, rms }
const tests = { isNaN, isFinite }
const everywhere = { any, all }
const extents = ['tree', 'leaf', 'exceptFirst', 'exceptLast'] as const

/** An expression as data. */
type Plan =
  | { readonly read: (typeof inputs)[number] | 'size' | 'rank' }
  | { readonly value: number }
  | { readonly unary: keyof typeof unary; readonly of: Plan }
  | { readonly binary: keyof typeof binary; readonly of: readonly [Plan, Plan] }
  | { readonly when: Condition; readonly yes: Plan; readonly no: Plan }
  | { readonly reduce: keyof typeof reductions; readonly over: (typeof extents)[number]; readonly of: Plan }
  | { readonly dot: readonly [Plan, Plan]; readonly over: (typeof extents)[number] }

type Condition =
  | { readonly flag: true }
  | { readonly compare: keyof typeof comparisons; readonly of: readonly [Plan, Plan] }
  | { readonly test: keyof typeof tests; readonly of: Plan }
  | { readonly not: Condition }
  | { readonly both: readonly [Condition, Condition] }
  | { readonly anywhere: keyof typeof everywhere; readonly over: (typeof extents)[number]; readonly of: Condition }

const nameOf = <T extends object>(table: T): fc.Arbitrary<keyof T> =>
  fc.constantFrom(...(Object.keys(table) as (keyof T)[]))

const anyPlans = fc.letrec<{ plan: Plan; condition: Condition }>((tie) => {
  const two = fc.tuple(tie('plan'), tie('plan'))
  const over = fc.constantFrom(...extents)
  return {
    plan: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      {
        weight: 4,
        arbitrary: fc.oneof(
          fc.record({ read: fc.constantFrom(...inputs, 'size' as const, 'rank' as const) }),
          fc.record({ value: fc.oneof(anyNumber('moderate'), fc.constantFrom(0, 1, -1, 2, 0.5, -0)) }),
        ),
      },
      { weight: 2, arbitrary: fc.record({ unary: nameOf(unary), of: tie('plan') }) },
      { weight: 5, arbitrary: fc.record({ binary: nameOf(binary), of: two }) },
      { weight: 2, arbitrary: fc.record({ when: tie('condition'), yes: tie('plan'), no: tie('plan') }) },
      { weight: 1, arbitrary: fc.record({ reduce: nameOf(reductions), over, of: tie('plan') }) },
      { weight: 1, arbitrary: fc.record({ dot: two, over }) },
    ),
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 1, arbitrary: fc.record({ flag: fc.constant(true as const) }) },
      { weight: 4, arbitrary: fc.record({ compare: nameOf(comparisons), of: two }) },
      { weight: 2, arbitrary: fc.record({ test: nameOf(tests), of: tie('plan') }) },
      { weight: 1, arbitrary: fc.record({ not: tie('condition') }) },
      { weight: 1, arbitrary: fc.record({ both: fc.tuple(tie('condition'), tie('condition')) }) },
      {
        weight: 1,
        arbitrary: fc.record({ anywhere: nameOf(everywhere), over, of: tie('condition') }),
      },
    ),
  }
})

const exceptLast: Axes = { name: 'exceptLast', of: (shape) => shape.slice(1).map((_, i) => i) }

const extentOf = (name: (typeof extents)[number]): Extent =>
  name === 'exceptFirst' ? exceptFirst : name === 'exceptLast' ? exceptLast : name

type Inputs = Readonly<Record<string, Expr>>

const build = (plan: Plan, given: Inputs): Expr => {
  const of = (inner: Plan): Expr => build(inner, given)
  if ('read' in plan) return plan.read === 'size' ? size('leaf') : plan.read === 'rank' ? rank() : given[plan.read]
  if ('value' in plan) return constant(plan.value)
  if ('unary' in plan) return unary[plan.unary](of(plan.of))
  if ('binary' in plan) return binary[plan.binary](of(plan.of[0]), of(plan.of[1]))
  if ('when' in plan) return select(condition(plan.when, given), of(plan.yes), of(plan.no))
  if ('dot' in plan) return reduceDot(of(plan.dot[0]), of(plan.dot[1]), extentOf(plan.over))
  return reductions[plan.reduce](of(plan.of), extentOf(plan.over))
}

const condition = (plan: Condition, given: Inputs): Expr => {
  if ('flag' in plan) return given['f']
  if ('compare' in plan) return comparisons[plan.compare](build(plan.of[0], given), build(plan.of[1], given))
  if ('test' in plan) return tests[plan.test](build(plan.of, given))
  if ('not' in plan) return not(condition(plan.not, given))
  if ('both' in plan) return and(condition(plan.both[0], given), condition(plan.both[1], given))
  return everywhere[plan.anywhere](condition(plan.of, given), extentOf(plan.over))
}

/** A transformation with every kind of slot, of random formulas. */
interface Formulas {
  readonly update: Plan
  readonly m: Plan
  readonly s: Plan
  readonly l: Plan
  readonly r: Plan
  readonly f: Condition
}

const anyFormulas: fc.Arbitrary<Formulas> = fc.record({
  update: anyPlans.plan,
  m: anyPlans.plan,
  s: anyPlans.plan,
  l: anyPlans.plan,
  r: anyPlans.plan,
  f: anyPlans.condition,
})

const make = ({ update, m, s, l, r, f }: Formulas): GradientTransformation => {
  const options = { rate: hyperparameter(0.5) }
  const factory = transformation(
    {
      name: 'random',
      options,
      state: {
        count: counter(),
        m: moment(0.25),
        s: scalar(1),
        l: leafScalar(0.5),
        r: reducedMoment(exceptFirst, 0.75),
        f: leafFlag(),
      },
      rule: (read, { rate }) => {
        const given: Inputs = { ...read, rate }
        return {
          update: build(update, given),
          m: build(m, given),
          s: reduceSum(mul(build(s, given), read.update), 'tree'),
          l: reduceSum(mul(build(l, given), read.update), 'leaf'),
          r: reduceSum(mul(build(r, given), read.update), exceptFirst),
          f: any(and(condition(f, given), notEqual(read.update, 0)), 'leaf'),
        }
      },
    },
    () => ({ rate: (count: number) => 1 / (count + 2) }),
  )
  return factory() as unknown as GradientTransformation
}

describe(seeded('for random formulas with every operation, reduction and kind of slot'), () => {
  it('the engines agree, resident equals pure, and tied leaves are one', () => {
    fc.assert(
      fc.property(anyFormulas, anyExample({ gradients: 'any' }), (formulas, example) => {
        const opt = make(formulas)
        for (const { name, violation } of [enginesAgree, residentEqualsPure, tiedLeavesAreOne]) {
          const broken = violation(opt, example)
          if (broken !== undefined) throw new Error(`"${name}" is broken: ${broken}`)
        }
      }),
      settings(100),
    )
  })

  it('the engines give on one number what the formulas give', () => {
    const numbers = anyNumber('any')
    fc.assert(
      fc.property(
        anyFormulas,
        numbers,
        fc.array(numbers, { minLength: 1, maxLength: 4 }),
        (formulas, param, gradients) => {
          const opt = make(formulas)
          for (const engine of ['reference', 'wasm'] as const) {
            const { init, update } = withEngine(opt, engine)
            const step = naive(opt.definition, () => true)
            let state = init(param)
            for (const gradient of gradients) {
              const [updates, next] = update(gradient, state, param)
              expect(updates).toBe(step(gradient, gradient, param, {}))
              state = next
            }
          }
        },
      ),
      settings(150),
    )
  })
})
