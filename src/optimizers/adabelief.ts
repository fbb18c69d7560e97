/** AdaBelief. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByBelief, type ScaleByBeliefOptions } from '../transforms/scaleByBelief.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = { learningRate: requiredHyperparameter(), ...scaleByBelief.schema }

/** Options of `adabelief` beside the learning rate: those of `scaleByBelief`. */
export type AdabeliefOptions = ScaleByBeliefOptions

/**
 * AdaBelief: `chain(scaleByBelief(options), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·(g - mu')² + epsRoot, r = √(nu'/(1 - b₂ᵗ)) + eps,
 * Δθ = -learningRate·mu'/(1 - b₁ᵗ)/r;
 * with `nesterov`, Δθ = -learningRate·(b₁·mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)·g/(1 - b₁ᵗ))/r
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = adabelief(0.5, { b1: 0.5, eps: 0, epsRoot: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: -1 }
 * @see Zhuang et al. 2020, algorithm 2, https://arxiv.org/abs/2010.07468
 */
export const adabelief = recipe(
  {
    name: 'adabelief',
    options,
    build: ({ learningRate, ...rest }) => chain(scaleByBelief(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdabeliefOptions = {}) => ({ learningRate, ...rest }),
)
