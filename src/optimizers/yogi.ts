/** Yogi. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByYogi } from '../transforms/scaleByYogi.ts'

const options = {
  learningRate: requiredHyperparameter(),
  b1: scaleByYogi.schema.b1,
  b2: scaleByYogi.schema.b2,
  eps: scaleByYogi.schema.eps,
}

/** Options of `yogi` beside the learning rate: `b1`, `b2` and `eps`, as of `scaleByYogi`. */
export type YogiOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Yogi: `chain(scaleByYogi({ b1, b2, eps }), scaleByLearningRate(learningRate))`.
 *
 * mu0 = 0.000001, mu' = b₁·mu + (1 - b₁)·g, nu0 = 0.000001, nu' = nu - (1 - b₂)·sign(nu - g²)·g²,
 * Δθ = -learningRate·mu'/(1 - b₁ᵗ)/(√(nu'/(1 - b₂ᵗ)) + eps)
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = yogi(0.5, { b1: 0, eps: 1 })
 * opt.update({ w: 1 }, opt.init({ w: 0 }))[0] // { w: -0.24993753123048237 }
 * @see Zaheer et al. 2018, algorithm 2, https://papers.nips.cc/paper/8186
 */
export const yogi = recipe(
  {
    name: 'yogi',
    options,
    build: ({ learningRate, ...rest }) => chain(scaleByYogi(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: YogiOptions = {}) => ({ learningRate, ...rest }),
)
