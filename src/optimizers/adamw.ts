/** AdamW. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByAdam.schema,
  /** The share of each parameter that is taken away, per step and unit of learning rate. */
  weightDecay: hyperparameter(1e-4),
  mask: addDecayedWeights.schema.mask,
}

/** Options of `adamw` beside the learning rate: those of `scaleByAdam`, `weightDecay` and the `mask` of decayed leaves. */
export type AdamwOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Adam with decoupled weight decay:
 * `chain(scaleByAdam(options), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g², r = √(nu'/(1 - b₂ᵗ) + epsRoot) + eps,
 * Δθ = -learningRate·(mu'/(1 - b₁ᵗ)/r + weightDecay·θ);
 * with `nesterov`, Δθ = -learningRate·((b₁·mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)·g/(1 - b₁ᵗ))/r + weightDecay·θ)
 *
 * @param learningRate the step length, or a schedule of it, which the decay follows
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = adamw(0.5, { eps: 0, weightDecay: 0.5 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -1 }
 * @see Loshchilov and Hutter 2017, algorithm 2, https://arxiv.org/abs/1711.05101
 */
export const adamw = recipe(
  {
    name: 'adamw',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(scaleByAdam(rest), addDecayedWeights(weightDecay, { mask }), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdamwOptions = {}) => ({ learningRate, ...rest }),
)
