/** Lion. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByLion } from '../transforms/scaleByLion.ts'

const options = {
  learningRate: requiredHyperparameter(),
  b1: scaleByLion.schema.b1,
  b2: scaleByLion.schema.b2,
  /** The share of each parameter that is taken away, per step and unit of learning rate. */
  weightDecay: hyperparameter(1e-3),
  mask: addDecayedWeights.schema.mask,
}

/** Options of `lion` beside the learning rate: `b1`, `b2`, `weightDecay` and the `mask` of decayed leaves. */
export type LionOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Lion, a step by the sign of momentum:
 * `chain(scaleByLion({ b1, b2 }), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₂·mu + (1 - b₂)·g, Δθ = -learningRate·(sign(b₁·mu + (1 - b₁)·g) + weightDecay·θ)
 *
 * Every element moves by the whole learning rate: the paper takes a tenth to a third of AdamW's, and a decay as many times
 * larger.
 *
 * @param learningRate the step length, or a schedule of it, which the decay follows
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = lion(0.5, { weightDecay: 0.5 })
 * const params = { w: 4 }
 * opt.update({ w: -4 }, opt.init(params), params)[0] // { w: -0.5 }
 * @see Chen et al. 2023, algorithm 2, https://arxiv.org/abs/2302.06675
 */
export const lion = recipe(
  {
    name: 'lion',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(scaleByLion(rest), addDecayedWeights(weightDecay, { mask }), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: LionOptions = {}) => ({ learningRate, ...rest }),
)
