/** ACProp. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAcprop } from '../transforms/scaleByAcprop.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByAcprop.schema,
  ...addDecayedWeights.schema,
}

/** Options of `acprop` beside the learning rate: those of `scaleByAcprop`, `weightDecay` and the `mask` of decayed leaves. */
export type AcpropOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * ACProp, AdaBelief with the gradient over what was believed before it:
 * `chain(scaleByAcprop(options), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·(g - mu')² + epsRoot,
 * Δθ = -learningRate·(g/(√(1 if t == 1, otherwise nu/(1 - b₂^count)) + eps) + weightDecay·θ)
 *
 * @param learningRate the step length, or a schedule of it, which the decay follows
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = acprop(0.5, { eps: 0, weightDecay: 0.5 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -2.5 }
 * @see Zhuang et al. 2021, https://arxiv.org/abs/2110.05454
 */
export const acprop = recipe(
  {
    name: 'acprop',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(scaleByAcprop(rest), addDecayedWeights(weightDecay, { mask }), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AcpropOptions = {}) => ({ learningRate, ...rest }),
)
