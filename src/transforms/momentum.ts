/** Momentum as a moving average. @module */
import { recipe } from '../define/recipe.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { ema } from './ema.ts'

const options = { decay: ema.schema.decay }

/**
 * The first moment of Adam before its bias correction: `ema(decay, { debias: false })`. For momentum as an accumulated
 * sum see `trace`, which is larger by 1/(1 - decay) in the long run.
 *
 * m' = decay·m + (1 - decay)·u, u' = m'
 *
 * State: `count`, and `ema`, shaped like the parameters, in their dtypes.
 *
 * @param decay how much of the average is kept, a fraction per step in [0, 1), or a schedule
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1)
 * @example
 * const opt = momentum(0.75)
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: 1 }
 * @see Kingma and Ba 2014, algorithm 1, https://arxiv.org/abs/1412.6980
 */
export const momentum = recipe(
  { name: 'momentum', options, build: ({ decay }) => ema(decay, { debias: false }) },
  (decay: Hyperparameter) => ({ decay }),
)
