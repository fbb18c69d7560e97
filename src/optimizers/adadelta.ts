/** Adadelta. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAdadelta } from '../transforms/scaleByAdadelta.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByAdadelta.schema,
  ...addDecayedWeights.schema,
}

/** Options of `adadelta` beside the learning rate. */
export type AdadeltaOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Adadelta: `chain(addDecayedWeights(weightDecay), scaleByAdadelta({ rho, eps }), scaleByLearningRate(learningRate))`.
 *
 * d = g + weightDecay·θ, eG' = rho·eG + (1 - rho)·d², s = √(eX + eps)/√(eG' + eps)·d, eX' = rho·eX + (1 - rho)·s²,
 * Δθ = -learningRate·s
 *
 * @param learningRate the share of each step that is taken, 1 in the paper, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = adadelta(1, { rho: 0.75, eps: 9 })
 * const params = { w: 5 }
 * opt.update({ w: 8 }, opt.init(params), params)[0] // { w: -4.8 }
 * @see Zeiler 2012, algorithm 1, https://arxiv.org/abs/1212.5701
 */
export const adadelta = recipe(
  {
    name: 'adadelta',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(addDecayedWeights(weightDecay, { mask }), scaleByAdadelta(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdadeltaOptions = {}) => ({ learningRate, ...rest }),
)
