/** AdEMAMix. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAdemamix } from '../transforms/scaleByAdemamix.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByAdemamix.schema,
  /** The weight of the slow mean. */
  alpha: hyperparameter(5),
  ...addDecayedWeights.schema,
}

/** Options of `ademamix` beside the learning rate: those of `scaleByAdemamix`, `weightDecay` and the `mask` of decayed leaves. */
export type AdemamixOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * AdEMAMix, Adam with a fast and a slow mean:
 * `chain(scaleByAdemamix(options), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate))`.
 *
 * m1' = b₁·m1 + (1 - b₁)·g, m2' = b₃·m2 + (1 - b₃)·g, nu' = b₂·nu + (1 - b₂)·g²,
 * Δθ = -learningRate·((m1'/(1 - b₁ᵗ) + alpha·m2')/(√(nu'/(1 - b₂ᵗ) + epsRoot) + eps) + weightDecay·θ)
 *
 * @param learningRate the step length, or a schedule of it, which the decay follows
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = ademamix(0.5, { b3: 0.5, alpha: 2, eps: 0, weightDecay: 0.5 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -1.5 }
 * @see Pagliardini, Ablin and Grangier 2024, algorithm 1, https://arxiv.org/abs/2409.03137
 */
export const ademamix = recipe(
  {
    name: 'ademamix',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(scaleByAdemamix(rest), addDecayedWeights(weightDecay, { mask }), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdemamixOptions = {}) => ({ learningRate, ...rest }),
)
