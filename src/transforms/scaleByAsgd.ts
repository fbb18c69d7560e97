/** The step of averaged gradient descent. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, lessOrEqual, max, mul, neg, pow, select, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, number, requiredHyperparameter } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** The step length at first. */
  learningRate: requiredHyperparameter(),
  /** How fast steps shorten, and the share of each parameter taken away per step and unit of step length. */
  lambd: hyperparameter(1e-4, nonNegative),
  /** The power with which steps shorten. */
  alpha: hyperparameter(0.75, nonNegative),
  /** The count from which on the parameters are averaged; until then the average is the parameters themselves. */
  t0: number(1e6, nonNegative),
}

/** Options of `scaleByAsgd` beside the learning rate. */
export type ScaleByAsgdOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Descend by steps that shorten, and keep the mean of the parameters from count `t0` on. It stands last in a chain, for the mean
 * is of the parameters after the step.
 *
 * η = learningRate/(1 + lambd·learningRate·count)^alpha, u' = -η·(u + lambd·θ), θ' = θ + u',
 * a' = a + (θ' - a)/max(count - t0, 1)
 *
 * State: `count`, and `ax`, the mean, ready to use: the parameters themselves until it begins.
 *
 * @param learningRate the length of the first step, or a schedule of it
 * @throws OptfuseError `invalid-option` for a negative lambd, alpha or t0; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scaleByAsgd(1, { lambd: 0, t0: 0 })
 * const [, state] = opt.update({ w: 2 }, opt.init({ w: 4 }), { w: 4 })
 * const [, second] = opt.update({ w: 1 }, state, { w: 2 })
 * const [, third] = opt.update({ w: 1 }, second, { w: 1 })
 * treeGet(third, 'ax') // { w: 0.5 }
 * @see Polyak and Juditsky 1992, https://doi.org/10.1137/0330046
 */
export const scaleByAsgd = transformation(
  {
    name: 'scaleByAsgd',
    options,
    state: { count: counter(), ax: moment('param') },
    needs: ['params'],
    rule: ({ update, param, count, ax }, { learningRate, lambd, alpha, t0 }) => {
      const eta = div(learningRate, pow(add(1, mul(mul(lambd, learningRate), count)), alpha))
      const step = mul(neg(eta), add(update, mul(lambd, param)))
      const after = add(param, step)
      const steps = sub(count, t0)
      const running = add(ax, mul(div(1, max(steps, 1)), sub(after, ax)))
      return { update: step, ax: select(lessOrEqual(steps, 1), after, running) }
    },
  },
  (learningRate: Hyperparameter, rest: ScaleByAsgdOptions = {}) => ({ learningRate, ...rest }),
)
