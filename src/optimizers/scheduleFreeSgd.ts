/** Schedule-free gradient descent. @module */
import { chain } from '../chain/chain.ts'
import { scheduleFree } from '../chain/scheduleFree.ts'
import { recipe } from '../define/recipe.ts'
import { warmedUp } from '../define/warmedUp.ts'
import { nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, number } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { sgd } from './sgd.ts'

const options = {
  learningRate: hyperparameter(1),
  /** How many steps the learning rate takes to rise from 0, a whole number >= 1; `null` for no warm-up. */
  warmupSteps: nullable(number(10, { min: 1, integer: true })),
  b1: scheduleFree.schema.b1,
  ...addDecayedWeights.schema,
  weightLrPower: scheduleFree.schema.weightLrPower,
}

/** Options of `scheduleFreeSgd` beside the learning rate. */
export type ScheduleFreeSgdOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Schedule-free gradient descent, with decay in the gradient:
 * `scheduleFree(chain(addDecayedWeights(weightDecay), sgd(learningRate)), learningRate, { b1, weightLrPower })`.
 *
 * z0 = θ, r = learningRate, s = -r·(g + weightDecay·θ), z' = z + s,
 * maxLr' = max(maxLr, learningRate), w = maxLr'^weightLrPower, weightSum' = weightSum + w,
 * c = (0 if weightSum' == 0, otherwise w/weightSum'), Δθ = c·(z - θ + b1·s) + (1 - b1)·s;
 * with `warmupSteps`, r = learningRate·min(count/warmupSteps, 1), maxLr' = max(maxLr, learningRate·min(t/warmupSteps, 1))
 *
 * As in optax, the first step of a warm-up has learning rate 0, and a weight as if it were one further. Evaluate with
 * `scheduleFreeEvalParams`.
 *
 * @param learningRate the step length, by default 1, or a schedule of it, without a decay
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scheduleFreeSgd(0.5, { b1: 0.5 })
 * const params = { w: 2 }
 * const [, state] = opt.update({ w: 2 }, opt.init(params), params)
 * opt.update({ w: 2 }, state, { w: 1 })[0] // { w: -0.75 }
 * @see Defazio et al. 2024, https://arxiv.org/abs/2405.15682
 */
export const scheduleFreeSgd = recipe(
  {
    name: 'scheduleFreeSgd',
    options,
    needsParams: true,
    build: ({ learningRate, warmupSteps, b1, weightLrPower, weightDecay, mask }) => {
      const rate = warmedUp(learningRate, warmupSteps, 'scheduleFreeSgd')
      const descent = chain(addDecayedWeights(weightDecay, { mask }), sgd(rate))
      return scheduleFree(descent, rate, { b1, weightLrPower })
    },
  },
  (learningRate: Hyperparameter = 1, rest: ScheduleFreeSgdOptions = {}) => ({ learningRate, ...rest }),
)
