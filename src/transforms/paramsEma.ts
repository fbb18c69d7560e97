/** Keep an exponential moving average of the parameters. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, equal, increment, mul, pow, select, sub } from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, requiredHyperparameter } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** How much of the average is kept, a fraction per step in [0, 1). */
  decay: requiredHyperparameter(decayRange),
  /** Whether the parameters before the first step have no part in the average. */
  debias: flag(true),
}

/** Options of `paramsEma` beside its decay. */
export type ParamsEmaOptions = Given<Omit<typeof options, 'decay'>>

/**
 * Keep an exponential moving average of the parameters as they are after each step; the updates pass unchanged. It stands
 * last, after the learning rate and whatever else changes updates, and costs no pass of its own.
 *
 * θ' = θ + u, a' = a + w·(θ' - a), with w = (1 - decay)/(1 - decayᵗ) at step t, or 1 - decay without `debias`
 *
 * With `debias` the average is that of the parameters after each step, as `optax.ema` of them; otherwise it starts from
 * the parameters handed to `init` and forgets them slowly.
 *
 * State: `count`, and `ema`, the average itself, ready to use: the parameters at first.
 *
 * @param decay how much of the average is kept, a fraction per step in [0, 1), or a schedule
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1); `missing-params` when `update` gets no parameters
 * @example
 * const opt = chain(sgd(1), paramsEma(0.5, { debias: false }))
 * const params = { w: 4 }
 * const [, state] = opt.update({ w: 2 }, opt.init(params), params)
 * treeGet(state, 'ema') // { w: 3 }
 * @see Polyak and Juditsky 1992, https://doi.org/10.1137/0330046
 */
export const paramsEma = transformation(
  {
    name: 'paramsEma',
    options,
    state: { count: counter(), ema: moment('param') },
    needs: ['params'],
    rule: ({ update, param, count, ema }, { decay, debias }) => {
      const fresh = sub(1, decay)
      const weight = debias ? div(fresh, sub(1, pow(decay, increment(count)))) : fresh
      const after = add(param, update)
      // In this form the average of what does not change is that, whatever the rounding of the weight.
      const moved = add(ema, mul(weight, sub(after, ema)))
      return { update, ema: debias ? select(equal(count, 0), after, moved) : moved }
    },
  },
  (decay: Hyperparameter, rest: ParamsEmaOptions = {}) => ({ decay, ...rest }),
)
