/** Adam. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByAdam, type ScaleByAdamOptions } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = { learningRate: requiredHyperparameter(), ...scaleByAdam.schema }

/** Options of `adam` beside the learning rate: those of `scaleByAdam`. */
export type AdamOptions = ScaleByAdamOptions

/**
 * Adam: `chain(scaleByAdam(options), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g², r = √(nu'/(1 - b₂ᵗ) + epsRoot) + eps,
 * Δθ = -learningRate·mu'/(1 - b₁ᵗ)/r;
 * with `nesterov`, Δθ = -learningRate·(b₁·mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)·g/(1 - b₁ᵗ))/r
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = adam(0.1)
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: -0.09999999975000001 }
 * @see Kingma and Ba 2014, algorithm 1, https://arxiv.org/abs/1412.6980
 */
export const adam = recipe(
  {
    name: 'adam',
    options,
    build: ({ learningRate, ...rest }) => chain(scaleByAdam(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdamOptions = {}) => ({ learningRate, ...rest }),
)
