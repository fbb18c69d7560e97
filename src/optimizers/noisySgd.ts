/** Noisy SGD. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addNoise } from '../transforms/addNoise.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  learningRate: requiredHyperparameter(),
  /** The variance of the noise at the first step. */
  eta: hyperparameter(0.01, nonNegative),
  /** How fast the variance falls: by step t it is divided by t to this power. */
  gamma: hyperparameter(0.55),
  key: addNoise.schema.key,
}

/** Options of `noisySgd` beside the learning rate: those of `addNoise`. */
export type NoisySgdOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Gradient descent with normal noise that falls: `chain(addNoise(eta, gamma, { key }), scaleByLearningRate(learningRate))`.
 *
 * z = normal(count), Δθ = -learningRate·(g + √(eta/pow(t, gamma))·z)
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = noisySgd(0.5, { eta: 0 })
 * opt.update({ w: 1 }, opt.init({ w: 0 }))[0] // { w: -0.5 }
 * @see Neelakantan et al. 2015, https://arxiv.org/abs/1511.06807
 */
export const noisySgd = recipe(
  {
    name: 'noisySgd',
    options,
    build: ({ learningRate, eta, gamma, key }) =>
      chain(addNoise(eta, gamma, { key }), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: NoisySgdOptions = {}) => ({ learningRate, ...rest }),
)
