/** AdaMax. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByAdamax, type ScaleByAdamaxOptions } from '../transforms/scaleByAdamax.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = { learningRate: requiredHyperparameter(), ...scaleByAdamax.schema }

/** Options of `adamax` beside the learning rate: those of `scaleByAdamax`. */
export type AdamaxOptions = ScaleByAdamaxOptions

/**
 * AdaMax: `chain(scaleByAdamax(options), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = max(b₂·nu, |g| + eps), Δθ = -learningRate·mu'/(1 - b₁ᵗ)/nu';
 * without `epsInMax`, nu' = max(b₂·nu, |g|), Δθ = -learningRate·mu'/(1 - b₁ᵗ)/(nu' + eps)
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = adamax(0.5, { eps: 0 })
 * opt.update({ w: -4 }, opt.init({ w: 0 }))[0] // { w: 0.5 }
 * @see Kingma and Ba 2014, algorithm 2, https://arxiv.org/abs/1412.6980
 */
export const adamax = recipe(
  {
    name: 'adamax',
    options,
    build: ({ learningRate, ...rest }) => chain(scaleByAdamax(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdamaxOptions = {}) => ({ learningRate, ...rest }),
)
