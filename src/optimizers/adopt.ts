/** ADOPT. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByAdopt, type ScaleByAdoptOptions } from '../transforms/scaleByAdopt.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = { learningRate: requiredHyperparameter(), ...scaleByAdopt.schema }

/** Options of `adopt` beside the learning rate: those of `scaleByAdopt`. */
export type AdoptOptions = ScaleByAdoptOptions

/**
 * ADOPT: `chain(scaleByAdopt(options), scaleByLearningRate(learningRate))`.
 *
 * c = count^(1/4), d = max(min(g/max(√nu, eps), c), -c), mu' = (mu if t == 1, otherwise b₁·mu + (1 - b₁)·d),
 * nu' = (g² if t == 1, otherwise b₂·nu + (1 - b₂)·g²), Δθ = -learningRate·mu';
 * with `nesterov`, Δθ = -learningRate·(mu' if t == 1, otherwise b₁·mu' + (1 - b₁)·d);
 * without `useClipping`, d = g/max(√nu, eps)
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = adopt(0.5, { b1: 0 })
 * const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
 * opt.update({ w: 2 }, state)[0] // { w: -0.25 }
 * @see Taniguchi et al. 2024, https://arxiv.org/abs/2411.02853
 */
export const adopt = recipe(
  {
    name: 'adopt',
    options,
    build: ({ learningRate, ...rest }) => chain(scaleByAdopt(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdoptOptions = {}) => ({ learningRate, ...rest }),
)
