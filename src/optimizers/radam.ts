/** RAdam. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByRadam, type ScaleByRadamOptions } from '../transforms/scaleByRadam.ts'

const options = { learningRate: requiredHyperparameter(), ...scaleByRadam.schema }

/** Options of `radam` beside the learning rate: those of `scaleByRadam`. */
export type RadamOptions = ScaleByRadamOptions

/**
 * RAdam, rectified Adam: `chain(scaleByRadam(options), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g², m = mu'/(1 - b₁ᵗ),
 * s = 2/(1 - b₂) - 1, p = s - 2·t·b₂ᵗ/(1 - b₂ᵗ), r = √((p - 4)·(p - 2)·s/((s - 4)·(s - 2)·p)),
 * Δθ = -learningRate·(r·m/(√(nu'/(1 - b₂ᵗ) + epsRoot) + eps) if p >= threshold, otherwise m);
 * with `nesterov`, m = b₁·mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)·g/(1 - b₁ᵗ)
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = radam(0.5)
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: -2 }
 * @see Liu et al. 2019, algorithm 2, https://arxiv.org/abs/1908.03265
 */
export const radam = recipe(
  {
    name: 'radam',
    options,
    build: ({ learningRate, ...rest }) => chain(scaleByRadam(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: RadamOptions = {}) => ({ learningRate, ...rest }),
)
