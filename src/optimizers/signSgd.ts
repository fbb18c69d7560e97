/** Descent by the sign of the gradient. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleBySign } from '../transforms/scaleBySign.ts'

const options = { learningRate: requiredHyperparameter() }

/**
 * Descent by the sign of the gradient: `chain(scaleBySign(), scaleByLearningRate(learningRate))`.
 *
 * Δθ = -learningRate·sign(g)
 *
 * @param learningRate the length of every step, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = signSgd(0.1)
 * opt.update({ w: -4 }, opt.init({ w: 0 }))[0] // { w: 0.1 }
 * @see Bernstein et al. 2018, algorithm 1, https://arxiv.org/abs/1802.04434
 */
export const signSgd = recipe(
  { name: 'signSgd', options, build: ({ learningRate }) => chain(scaleBySign(), scaleByLearningRate(learningRate)) },
  (learningRate: Hyperparameter) => ({ learningRate }),
)
