/** Averaging in place of a schedule. @module */
import { hyperparameterAt } from '../define/hyperparameterAt.ts'
import { wrapper } from '../define/wrapper.ts'
import { add, constant, div, equal, increment, input, max, mul, pow, select, slot, sub } from '../expr/index.ts'
import { inner } from '../options/choices.ts'
import type { Given, Resolved } from '../options/descriptor.ts'
import { nonNegative, number, requiredHyperparameter } from '../options/number.ts'
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
import type { Hyperparameter } from '../schedules/schedule.ts'

interface ScheduleFree<Inner, P> {
  /** That of the optimizer. */
  readonly baseOptimizerState: Inner
  readonly scheduleFree: {
    readonly count: number
    /** The option, for `scheduleFreeEvalParams`. */
    readonly b1: number
    /** The largest learning rate so far. */
    readonly maxLr: number
    /** The sum of the weights so far. */
    readonly weightSum: number
    /** Where the optimizer alone would have got to; at first the parameters handed to `init`. */
    readonly z: P
  }
}

/** The state of `scheduleFree`. */
export interface ScheduleFreeState<S extends StateType> extends StateType {
  readonly state: ScheduleFree<StateOf<S, this['params']>, this['params']>
}

const averaging = {
  /** How far gradients are taken towards the average, a fraction in (0, 1]. */
  b1: number(0.9, { min: 0, max: 1, open: [true, false] }),
  /** A step weighs in the average as the largest learning rate so far, to this power; 0 weighs all alike. */
  weightLrPower: number(2, nonNegative),
}

const options = {
  inner: inner(),
  /** What the optimizer's learning rate is, or a schedule of it, without a decay. */
  learningRate: requiredHyperparameter(),
  ...averaging,
}

/** Options of `scheduleFree` beside the learning rate. */
export type ScheduleFreeOptions = Given<typeof averaging>

const name = 'scheduleFree'
const [count, maxLr, weightSum, kept] = ['count', 'maxLr', 'weightSum', 'b1'].map((each) => slot(each, 'uniform'))
const z = slot('z', 'element')
const [update, param] = [input('update'), input('param')]

const averagingRule = (given: Omit<Resolved<typeof options>, 'inner'>): RuleDefinition => {
  // The first step counts as 1 here, and as 0 in the optimizer's own schedule. It is no option `learningRate` of the rule:
  // no update is multiplied by it.
  const rate = hyperparameterAt('averagedRate', given.learningRate, increment(count), name)
  const b1 = hyperparameterAt('b1', given.b1, count, name)
  const largest = max(maxLr, rate)
  const weight = pow(largest, hyperparameterAt('weightLrPower', given.weightLrPower, count, name))
  const total = add(weightSum, weight)
  const share = select(equal(total, 0), 0, div(weight, total))
  return {
    kind: 'rule',
    name,
    spec: { name, options: {} },
    slots: { count: counter(), b1: scalar(0), maxLr: scalar(0), weightSum: scalar(0), z: moment('param') },
    initial: { count: constant(0), b1, maxLr: constant(0), weightSum: constant(0), z: param },
    // What y moves by, with x eliminated: it is never divided by b1.
    update: add(mul(share, add(sub(z, param), mul(b1, update))), mul(sub(1, b1), update)),
    next: { count: increment(count), b1: kept, maxLr: largest, weightSum: total, z: add(z, update) },
  }
}

/**
 * Let an optimizer go its way without a schedule that decays, average where it has been, and take gradients between the
 * two. The average is what to evaluate with, and is good whenever one stops: `scheduleFreeEvalParams` gives it.
 *
 * z' = z + u, x' = (1 - c)·x + c·z', with c = wₜ/Σw and w = (the largest learning rate so far)^weightLrPower;
 * the parameters are θ = (1 - b1)·z + b1·x, so u' = c·(z - θ + b1·u) + (1 - b1)·u
 *
 * x is not kept: it follows from θ and z. The optimizer should have no momentum of its own, as averaging takes its place:
 * `sgd`, or `adam` with b1 = 0. A warm-up helps. It stands last: what changes its updates takes θ away from x and z.
 *
 * State: `baseOptimizerState`, that of the optimizer; `scheduleFree`, with `count`, `b1` as given, `maxLr`, `weightSum`,
 * and `z`, at first the parameters given to `init`.
 *
 * @param wrapped the optimizer
 * @param learningRate its learning rate, or a schedule of it, to weigh its steps by
 * @param rest `b1`: how far gradients are taken towards the average, a fraction in (0, 1]. `weightLrPower`: how much more the
 *   steps of a large learning rate weigh, >= 0
 * @throws OptfuseError `invalid-option` for a number out of range; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scheduleFree(sgd(1), 1, { b1: 0.5 })
 * const params = { w: 8 }
 * const [first, state] = opt.update({ w: 4 }, opt.init(params), params)
 * first // { w: -4 }
 * const [second, next] = opt.update({ w: 4 }, state, { w: 4 })
 * second // { w: -3 }
 * scheduleFreeEvalParams(next, { w: 1 }) // { w: 2 }
 * @see Defazio et al. 2024, https://arxiv.org/abs/2405.15682
 */
export const scheduleFree = wrapper(
  {
    name,
    options,
    define: ({ inner: wrapped, ...rest }) => ({
      names: ['baseOptimizerState', 'scheduleFree'],
      links: [definitionOf(wrapped, name, 'its first argument'), averagingRule(rest)],
    }),
  },
  (make) =>
    <T extends AnyGradientTransformation>(
      wrapped: T,
      learningRate: Hyperparameter,
      rest: ScheduleFreeOptions = {},
    ): GradientTransformation<ScheduleFreeState<StateTypeOf<T>>, NeedsOf<T> | 'params'> =>
      make({ inner: wrapped, learningRate, ...rest }),
)
