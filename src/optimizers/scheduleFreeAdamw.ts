/** Schedule-free AdamW. @module */
import { chain } from '../chain/chain.ts'
import { scheduleFree } from '../chain/scheduleFree.ts'
import { recipe } from '../define/recipe.ts'
import { warmedUp } from '../define/warmedUp.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByRms } from '../transforms/scaleByRms.ts'
import { scheduleFreeSgd } from './scheduleFreeSgd.ts'

const options = {
  learningRate: hyperparameter(0.0025),
  warmupSteps: scheduleFreeSgd.schema.warmupSteps,
  b1: scheduleFree.schema.b1,
  b2: scaleByAdam.schema.b2,
  eps: scaleByAdam.schema.eps,
  ...addDecayedWeights.schema,
  weightLrPower: scheduleFree.schema.weightLrPower,
}

/** Options of `scheduleFreeAdamw` beside the learning rate. */
export type ScheduleFreeAdamwOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Schedule-free AdamW, with averaging in place of the first moment:
 * `scheduleFree(chain(scaleByRms({ decay: b2, eps, epsInSqrt: false, biasCorrection: true }), addDecayedWeights(weightDecay),
 * scaleByLearningRate(learningRate)), learningRate, { b1, weightLrPower })`.
 *
 * z0 = θ, r = learningRate, nu' = b₂·nu + (1 - b₂)·g², s = -r·(g/(√(nu'/(1 - b₂ᵗ)) + eps) + weightDecay·θ), z' = z + s,
 * maxLr' = max(maxLr, learningRate), w = maxLr'^weightLrPower, weightSum' = weightSum + w,
 * c = (0 if weightSum' == 0, otherwise w/weightSum'), Δθ = c·(z - θ + b₁·s) + (1 - b₁)·s;
 * with `warmupSteps`, r = learningRate·min(count/warmupSteps, 1), maxLr' = max(maxLr, learningRate·min(t/warmupSteps, 1))
 *
 * The warm-up is that of `scheduleFreeSgd`. Evaluate with `scheduleFreeEvalParams`. Keras's `ScheduleFreeAdamW` weighs all steps
 * alike, as `weightLrPower: 0` does.
 *
 * @param learningRate the step length, by default 0.0025, or a schedule of it, without a decay
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scheduleFreeAdamw(0.5, { b1: 0.5, eps: 0 })
 * const params = { w: 2 }
 * const [updates, state] = opt.update({ w: 2 }, opt.init(params), params)
 * updates // { w: -0.5 }
 * @see Defazio et al. 2024, algorithm 1, https://arxiv.org/abs/2405.15682
 */
export const scheduleFreeAdamw = recipe(
  {
    name: 'scheduleFreeAdamw',
    options,
    needsParams: true,
    build: ({ learningRate, warmupSteps, b1, b2, eps, weightLrPower, weightDecay, mask }) => {
      const rate = warmedUp(learningRate, warmupSteps, 'scheduleFreeAdamw')
      const descent = chain(
        scaleByRms({ decay: b2, eps, epsInSqrt: false, biasCorrection: true }),
        addDecayedWeights(weightDecay, { mask }),
        scaleByLearningRate(rate),
      )
      return scheduleFree(descent, rate, { b1, weightLrPower })
    },
  },
  (learningRate: Hyperparameter = 0.0025, rest: ScheduleFreeAdamwOptions = {}) => ({ learningRate, ...rest }),
)
