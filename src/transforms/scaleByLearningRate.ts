/** Scale by the learning rate, downhill. @module */
import { transformation } from '../define/transformation.ts'
import { mul, neg } from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** The step length per unit of update. */
  learningRate: requiredHyperparameter(),
  /** Whether to turn the update downhill, which is what an optimizer's last link does. */
  flipSign: flag(true),
}

/** Options of `scaleByLearningRate` beside the rate. */
export type ScaleByLearningRateOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Multiply the updates by minus the learning rate.
 *
 * u' = -learningRate(count)·u, or +learningRate(count)·u without `flipSign`
 *
 * A schedule sees the count before it goes up: 0 at the first step.
 *
 * State: `count`.
 *
 * @param learningRate the step length, or a schedule of it; a negative one climbs
 * @throws OptfuseError `invalid-option` for a rate that is not finite; `invalid-schedule` when a schedule gives NaN
 * @example
 * const opt = scaleByLearningRate(0.1)
 * opt.update({ w: 2 }, opt.init({ w: 0 }))[0] // { w: -0.2 }
 */
export const scaleByLearningRate = transformation(
  {
    name: 'scaleByLearningRate',
    options,
    state: { count: counter() },
    rule: ({ update }, { learningRate, flipSign }) => ({
      update: mul(update, flipSign ? neg(learningRate) : learningRate),
    }),
  },
  (learningRate: Hyperparameter, rest: ScaleByLearningRateOptions = {}) => ({ learningRate, ...rest }),
)
