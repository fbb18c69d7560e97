/** DoG. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter } from '../options/number.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByDog } from '../transforms/scaleByDog.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  /** What the step is multiplied by. */
  learningRate: hyperparameter(1),
  ...scaleByDog.schema,
  ...addDecayedWeights.schema,
}

/** Options of `dog`: those of `scaleByDog`, a `learningRate`, `weightDecay` and the `mask` of decayed leaves. */
export type DogOptions = Given<typeof options>

/**
 * DoG, descent without a learning rate to choose:
 * `chain(addDecayedWeights(weightDecay), scaleByDog(options), scaleByLearningRate(learningRate))`.
 *
 * start0 = θ, start' = start, d = g + weightDecay·θ,
 * maxDist' = max((initStepSize·(1 + norm_tree(start)) if t == 1, otherwise maxDist), norm_tree(start - θ)),
 * squares' = squares + Σ(d²), Δθ = -learningRate·maxDist'/√(squares' + eps)·d
 *
 * The paper takes an average of the parameters at the end, as `paramsEma` keeps one.
 *
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = dog({ initStep: 'distance', initStepSize: 3, eps: 0 })
 * const params = { w: 1 }
 * opt.update({ w: -4 }, opt.init(params), params)[0] // { w: 3 }
 * @see Ivgi, Hinder and Carmon 2023, https://arxiv.org/abs/2302.12022
 */
export const dog = recipe(
  {
    name: 'dog',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(addDecayedWeights(weightDecay, { mask }), scaleByDog(rest), scaleByLearningRate(learningRate)),
  },
  (given: DogOptions = {}) => given,
)
