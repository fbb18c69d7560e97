/** An exponential moving average of the updates. @module */
import { transformation } from '../define/transformation.ts'
import { debias as debiased, increment, movingAverage } from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, requiredHyperparameter } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** How much of the average is kept, a fraction per step in [0, 1). */
  decay: requiredHyperparameter(decayRange),
  /** Whether the average, which starts at 0, is divided by the weight its terms have had so far. */
  debias: flag(true),
}

/** Options of `ema` beside its decay. */
export type EmaOptions = Given<Omit<typeof options, 'decay'>>

/**
 * Replace the updates by their exponential moving average.
 *
 * t = count + 1, m' = decay·m + (1 - decay)·u, u' = m'/(1 - decayᵗ), or m' itself without `debias`
 *
 * State: `count`, and `ema`, shaped like the parameters, in their dtypes, before the division.
 *
 * @param decay how much of the average is kept, a fraction per step in [0, 1), or a schedule
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1)
 * @example
 * const opt = ema(0.5)
 * const [, state] = opt.update({ w: 3 }, opt.init({ w: 0 }))
 * opt.update({ w: 0 }, state)[0] // { w: 1 }
 * @see Kingma and Ba 2014, section 3, https://arxiv.org/abs/1412.6980
 */
export const ema = transformation(
  {
    name: 'ema',
    options,
    state: { count: counter(), ema: moment() },
    rule: ({ update, count, ema: before }, { decay, debias }) => {
      const t = increment(count)
      const after = movingAverage(decay, before, update)
      return { update: debias ? debiased(after, decay, t) : after, count: t, ema: after }
    },
  },
  (decay: Hyperparameter, rest: EmaOptions = {}) => ({ decay, ...rest }),
)
