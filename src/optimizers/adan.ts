/** Adan. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAdan } from '../transforms/scaleByAdan.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByAdan.schema,
  /** Added under the root. */
  epsRoot: hyperparameter(1e-8, nonNegative),
  ...addDecayedWeights.schema,
}

/** Options of `adan` beside the learning rate: those of `scaleByAdan`, `weightDecay` and the `mask` of decayed leaves. */
export type AdanOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Adan, adaptive Nesterov momentum:
 * `chain(scaleByAdan(options), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate))`.
 *
 * d = (0 if t == 1, otherwise g - last), m' = b₁·m + (1 - b₁)·g, v' = b₂·v + (1 - b₂)·d,
 * n' = b₃·n + (1 - b₃)·(g + b₂·d)², last' = g,
 * Δθ = -learningRate·((m'/(1 - b₁ᵗ) + b₂·v'/(1 - b₂ᵗ))/(√(n'/(1 - b₃ᵗ) + epsRoot) + eps) + weightDecay·θ)
 *
 * The state calls the last gradient `g`.
 *
 * @param learningRate the step length, or a schedule of it, which the decay follows
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = adan(0.5, { eps: 0, epsRoot: 0, weightDecay: 0.5 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -1 }
 * @see Xie et al. 2022, algorithm 1, https://arxiv.org/abs/2208.06677
 */
export const adan = recipe(
  {
    name: 'adan',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(scaleByAdan(rest), addDecayedWeights(weightDecay, { mask }), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdanOptions = {}) => ({ learningRate, ...rest }),
)
