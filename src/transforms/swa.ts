/** Stochastic weight averaging. @module */
import { transformation } from '../define/transformation.ts'
import { add, and, div, equal, greaterOrEqual, increment, mod, mul, select, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { number } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** The step whose parameters are the first in the average. */
  start: number(1, { min: 1, integer: true }),
  /** How many steps later each next is. */
  period: number(1, { min: 1, integer: true }),
}

/** Options of `swa`. */
export type SwaOptions = Given<typeof options>

/**
 * Keep the mean of the parameters as they are after every so many steps; the updates pass unchanged. It stands last, after
 * the learning rate and whatever else changes updates, and costs no pass of its own.
 *
 * θ' = θ + u; at steps start, start + period, start + 2·period, …: a' = a + (θ' - a)/(n + 1), n' = n + 1; until the first of
 * them a' = θ', and at the others a' = a
 *
 * State: `count`; `averaged`, n, the number of parameters in the mean; `swa`, the mean, ready to use: the parameters themselves
 * until it begins.
 *
 * @throws OptfuseError `invalid-option` for what is no whole number >= 1; `missing-params` when `update` gets no parameters
 * @example
 * const opt = chain(sgd(1), swa())
 * const params = { w: 4 }
 * const [, state] = opt.update({ w: 2 }, opt.init(params), params)
 * const [, next] = opt.update({ w: 1 }, state, { w: 2 })
 * treeGet(next, 'swa') // { w: 1.5 }
 * @see Izmailov et al. 2018, algorithm 1, https://arxiv.org/abs/1803.05407
 */
export const swa = transformation(
  {
    name: 'swa',
    options,
    state: { count: counter(), averaged: counter(), swa: moment('param') },
    needs: ['params'],
    rule: ({ update, param, count, averaged, swa: mean }, { start, period }) => {
      const step = increment(count)
      const taken = and(greaterOrEqual(step, start), equal(mod(sub(step, start), period), 0))
      const after = add(param, update)
      const more = increment(averaged)
      const running = select(taken, add(mean, mul(div(1, more), sub(after, mean))), mean)
      return {
        update,
        averaged: select(taken, more, averaged),
        swa: select(equal(averaged, 0), after, running),
      }
    },
  },
  (given: SwaOptions = {}) => given,
)
