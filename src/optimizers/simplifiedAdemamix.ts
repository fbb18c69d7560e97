/** Simplified AdEMAMix. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleBySimplifiedAdemamix } from '../transforms/scaleBySimplifiedAdemamix.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleBySimplifiedAdemamix.schema,
  ...addDecayedWeights.schema,
}

/** Options of `simplifiedAdemamix` beside the learning rate: those of `scaleBySimplifiedAdemamix`, `weightDecay` and the `mask` of decayed leaves. */
export type SimplifiedAdemamixOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Simplified AdEMAMix, AdEMAMix with one memory:
 * `chain(scaleBySimplifiedAdemamix(options), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate))`.
 *
 * m' = b₁·m + g, n' = b₂·n + (1 - b₂)·g²,
 * Δθ = -learningRate·((m' + alpha·g)/(√(n'/(1 - b₂ᵗ) + epsRoot) + eps) + weightDecay·θ)
 *
 * @param learningRate the step length, or a schedule of it, which the decay follows
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = simplifiedAdemamix(0.5, { alpha: 2, eps: 0, weightDecay: 0.5 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -2 }
 * @see Morwani et al. 2025, https://arxiv.org/abs/2502.02431
 */
export const simplifiedAdemamix = recipe(
  {
    name: 'simplifiedAdemamix',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(
        scaleBySimplifiedAdemamix(rest),
        addDecayedWeights(weightDecay, { mask }),
        scaleByLearningRate(learningRate),
      ),
  },
  (learningRate: Hyperparameter, rest: SimplifiedAdemamixOptions = {}) => ({ learningRate, ...rest }),
)
