/** AMSGrad. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByAmsgrad, type ScaleByAmsgradOptions } from '../transforms/scaleByAmsgrad.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = { learningRate: requiredHyperparameter(), ...scaleByAmsgrad.schema }

/** Options of `amsgrad` beside the learning rate: those of `scaleByAmsgrad`. */
export type AmsgradOptions = ScaleByAmsgradOptions

/**
 * AMSGrad: `chain(scaleByAmsgrad(options), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g², nuMax' = max(nuMax, nu'/(1 - b₂ᵗ)),
 * Δθ = -learningRate·mu'/(1 - b₁ᵗ)/(√(nuMax' + epsRoot) + eps);
 * without `biasCorrectionMu`, Δθ = -learningRate·mu'/(√(nuMax' + epsRoot) + eps);
 * without `biasCorrectionNu`, nuMax' = max(nuMax, nu');
 * with `biasCorrectionMax`, Δθ = -learningRate·mu'/(1 - b₁ᵗ)/(√(nuMax'/(1 - b₂ᵗ) + epsRoot) + eps)
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = amsgrad(0.5, { b1: 0, b2: 0, eps: 0 })
 * const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
 * opt.update({ w: 1 }, state)[0] // { w: -0.125 }
 * @see Reddi, Kale and Kumar 2018, algorithm 2, https://arxiv.org/abs/1904.09237
 */
export const amsgrad = recipe(
  {
    name: 'amsgrad',
    options,
    build: ({ learningRate, ...rest }) => chain(scaleByAmsgrad(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AmsgradOptions = {}) => ({ learningRate, ...rest }),
)
