/** Learn how long an optimizer's steps are to be. @module */
import { hyperparameterAt } from '../define/hyperparameterAt.ts'
import { wrapper } from '../define/wrapper.ts'
import {
  abs,
  add,
  constant,
  div,
  equal,
  increment,
  input,
  max,
  min,
  mul,
  neg,
  norm,
  reduceDot,
  select,
  slot,
  sqrt,
  square,
  sub,
  type Expr,
} from '../expr/index.ts'
import { inner } from '../options/choices.ts'
import type { Given, Resolved } from '../options/descriptor.ts'
import { nonNegative, number, positive } from '../options/number.ts'
import {
  counter,
  definitionOf,
  moment,
  scalar,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
  type RuleDefinition,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'

type Mechanic<P> = {
  readonly count: number
  /** The parameters before the first step. */
  readonly x0: P
} & {
  /** Of each decay, by its number from 1 on: reward, largest product, sum of squared products, scale. */
  readonly [slot in `${'r' | 'm' | 'v' | 's'}${number}`]: number
}

interface Mechanized<Inner, P> {
  /** That of the optimizer. */
  readonly baseOptimizerState: Inner
  readonly mechanic: Mechanic<P>
}

/** The state of `mechanize`. */
export interface MechanizeState<S extends StateType> extends StateType {
  readonly state: Mechanized<StateOf<S, this['params']>, this['params']>
}

const tuning = {
  /** How much gradients are pulled towards the parameters while the scale is learned, in units of both their norms. */
  weightDecay: number(1e-2, nonNegative),
  /** Added where it divides. */
  eps: number(1e-8, positive),
  /** The scale of the first step. */
  sInit: number(1e-6, positive),
  /** How many decays there are: 0.9, 0.99, 0.999 … */
  numBetas: number(6, { min: 1, integer: true }),
}

const options = { inner: inner(), ...tuning }

/** Options of `mechanize`. */
export type MechanizeOptions = Given<typeof tuning>

const name = 'mechanize'
const count = slot('count', 'uniform')
const x0 = slot('x0', 'element')
const [update, gradient, param] = [input('update'), input('gradient'), input('param')]

/** What is kept for one decay, before and after the step. */
interface Tuner {
  readonly names: readonly string[]
  readonly scale: Expr
  readonly next: (h: Expr) => readonly Expr[]
}

const tunerOf = (i: number, eps: Expr, share: Expr): Tuner => {
  const names = ['r', 'm', 'v', 's'].map((each) => `${each}${i}`)
  const [r, m, v, s] = names.map((each) => slot(each, 'uniform'))
  const beta = 1 - 0.1 ** i
  return {
    names,
    scale: s,
    next: (h) => {
      const reward = add(mul(beta, r), mul(max(neg(m), min(h, m)), s))
      const largest = max(mul(beta, m), add(abs(h), eps))
      const squares = add(mul(beta * beta, v), square(h))
      const wealth = add(mul(share, largest), max(reward, 0))
      return [reward, largest, squares, div(wealth, add(sqrt(squares), eps))]
    },
  }
}

const total = (parts: readonly Expr[]): Expr => parts.reduce((sum, part) => add(sum, part))

const tuningRule = (given: Resolved<typeof tuning>): RuleDefinition => {
  const option = (key: 'weightDecay' | 'eps' | 'sInit'): Expr => hyperparameterAt(key, given[key], count, name)
  const [weightDecay, eps, sInit] = [option('weightDecay'), option('eps'), option('sInit')]
  const share = div(sInit, given.numBetas)
  const tuners = Array.from({ length: given.numBetas }, (_, i) => tunerOf(i + 1, eps, share))
  const isFirst = equal(count, 0)
  const start = select(isFirst, param, x0)
  // The way back: minus the sum of the optimizer's updates, times the scale of the last step.
  const back = sub(start, param)
  const scale = total(tuners.map((each) => each.scale))
  const pull = div(mul(weightDecay, scale, norm(gradient, 'tree')), add(norm(param, 'tree'), eps))
  const along = add(reduceDot(gradient, back, 'tree'), mul(pull, reduceDot(param, back, 'tree')))
  const h = div(along, add(scale, eps))
  const next = tuners.map((each) => each.next(h))
  const newScale = total(next.map(([, , , s]) => s))
  const entries = <V>(value: (tuner: number, which: number) => V): Readonly<Record<string, V>> =>
    Object.fromEntries(tuners.flatMap(({ names }, i) => names.map((each, which) => [each, value(i, which)])))
  return {
    kind: 'rule',
    name,
    spec: { name, options: {} },
    slots: { count: counter(), x0: moment('param'), ...entries(() => scalar(0)) },
    initial: { count: constant(0), x0: param, ...entries((_, which) => (which === 3 ? sInit : constant(0))) },
    update: add(mul(sub(1, div(newScale, add(scale, eps))), back), mul(newScale, update)),
    next: { count: increment(count), x0: start, ...entries((tuner, which) => next[tuner][which]) },
    branches: [isFirst],
  }
}

/**
 * Mechanic: learn by what to multiply the steps of an optimizer, so that its learning rate need not be tuned.
 *
 * d = x₀ - θ, S = Σsᵢ, h = Σ(g + weightDecay·S·‖g‖/(‖θ‖ + eps)·θ)·d/(S + eps), over the tree; for β = 0.9, 0.99, 0.999 …:
 * r' = β·r + s·min(max(h, -m), m), m' = max(β·m, |h| + eps), v' = β²·v + h²,
 * s' = (sInit/numBetas·m' + max(r', 0))/(√v' + eps); then u' = S'·u + (1 - S'/(S + eps))·d
 *
 * g is what flows in, and u the update that the optimizer makes of it. So the parameters are x₀ and S times all updates so far.
 * The optimizer's own learning rate sets the unit only: 1 is as good as any, with the schedule's shape if it has one.
 *
 * State: `baseOptimizerState`, that of the optimizer; `mechanic`, with `count`, `x0`, the parameters at the first step,
 * and `r1`, `m1`, `v1`, `s1` and so on, one for each β.
 *
 * @param wrapped the optimizer
 * @throws OptfuseError `invalid-option` for a number out of range; `missing-params` when `update` gets no parameters
 * @example
 * const opt = mechanize(sgd(1), { sInit: 0.5, numBetas: 2 })
 * const params = { w: 8 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -2 }
 * @see Cutkosky, Defazio and Mehta 2023, https://arxiv.org/abs/2306.00144
 */
export const mechanize = wrapper(
  {
    name,
    options,
    closed: true,
    define: ({ inner: wrapped, ...rest }) => ({
      names: ['baseOptimizerState', 'mechanic'],
      links: [definitionOf(wrapped, name, 'its first argument'), tuningRule(rest)],
    }),
  },
  (make) =>
    <T extends AnyGradientTransformation>(
      wrapped: T,
      rest: MechanizeOptions = {},
    ): GradientTransformation<MechanizeState<StateTypeOf<T>>, NeedsOf<T> | 'params'> =>
      make({ inner: wrapped, ...rest }),
)
