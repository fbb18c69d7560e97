/** AdaMax with decoupled weight decay. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAdamax } from '../transforms/scaleByAdamax.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByAdamax.schema,
  /** The share of each parameter that is taken away, per step and unit of learning rate. */
  weightDecay: hyperparameter(1e-4),
  mask: addDecayedWeights.schema.mask,
}

/** Options of `adamaxw` beside the learning rate: those of `scaleByAdamax`, `weightDecay` and the `mask` of decayed leaves. */
export type AdamaxwOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * AdaMax with decoupled weight decay:
 * `chain(scaleByAdamax(options), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = max(b₂·nu, |g| + eps),
 * Δθ = -learningRate·(mu'/(1 - b₁ᵗ)/nu' + weightDecay·θ);
 * without `epsInMax`, nu' = max(b₂·nu, |g|), Δθ = -learningRate·(mu'/(1 - b₁ᵗ)/(nu' + eps) + weightDecay·θ)
 *
 * @param learningRate the step length, or a schedule of it, which the decay follows
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = adamaxw(0.5, { eps: 0, weightDecay: 0.5 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -1 }
 * @see Kingma and Ba 2014, algorithm 2, https://arxiv.org/abs/1412.6980; Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101
 */
export const adamaxw = recipe(
  {
    name: 'adamaxw',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(scaleByAdamax(rest), addDecayedWeights(weightDecay, { mask }), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdamaxwOptions = {}) => ({ learningRate, ...rest }),
)
