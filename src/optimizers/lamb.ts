/** LAMB. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, requiredHyperparameter } from '../options/number.ts'
import { without } from '../options/without.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByTrustRatio } from '../transforms/scaleByTrustRatio.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...without(scaleByAdam.schema, 'nesterov'),
  /** Added to the root of Adam's second moment. */
  eps: hyperparameter(1e-6, nonNegative),
  ...addDecayedWeights.schema,
}

/** Options of `lamb` beside the learning rate: those of `scaleByAdam`, `weightDecay` and the `mask` of decayed leaves. */
export type LambOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * LAMB, for large batches: Adam with decoupled weight decay, where the step of each leaf is as long as its parameters,
 * `chain(scaleByAdam(options), addDecayedWeights(weightDecay), scaleByTrustRatio(), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g²,
 * d = mu'/(1 - b₁ᵗ)/(√(nu'/(1 - b₂ᵗ) + epsRoot) + eps) + weightDecay·θ, p = norm_leaf(θ), n = norm_leaf(d),
 * Δθ = -learningRate·(1 if p == 0, 1 if n == 0, otherwise p/n)·d
 *
 * @param learningRate the length of a step as a fraction of that of the parameters, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = lamb(0.5, { eps: 0 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -1 }
 * @see You et al. 2019, algorithm 2, https://arxiv.org/abs/1904.00962
 */
export const lamb = recipe(
  {
    name: 'lamb',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(
        scaleByAdam(rest),
        addDecayedWeights(weightDecay, { mask }),
        scaleByTrustRatio(),
        scaleByLearningRate(learningRate),
      ),
  },
  (learningRate: Hyperparameter, rest: LambOptions = {}) => ({ learningRate, ...rest }),
)
