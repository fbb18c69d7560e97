/** DoWG. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter } from '../options/number.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByDowg } from '../transforms/scaleByDowg.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  /** What the step is multiplied by. */
  learningRate: hyperparameter(1),
  ...scaleByDowg.schema,
  ...addDecayedWeights.schema,
}

/** Options of `dowg`: those of `scaleByDowg`, a `learningRate`, `weightDecay` and the `mask` of decayed leaves. */
export type DowgOptions = Given<typeof options>

/**
 * DoWG, descent without a learning rate to choose:
 * `chain(addDecayedWeights(weightDecay), scaleByDowg(options), scaleByLearningRate(learningRate))`.
 *
 * start0 = θ, start' = start, d = g + weightDecay·θ,
 * distance' = max((eps if t == 1, otherwise distance), Σ((start - θ)²)), squares' = squares + distance'·Σ(d²),
 * Δθ = -learningRate·distance'/(√squares' + eps)·d;
 * with `initEstimSqDist`, distance' = max((initEstimSqDist if t == 1, otherwise distance), Σ((start - θ)²))
 *
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = dowg({ initEstimSqDist: 9, eps: 0 })
 * const params = { w: 1 }
 * opt.update({ w: -4 }, opt.init(params), params)[0] // { w: 3 }
 * @see Khaled, Mishchenko and Jin 2023, https://arxiv.org/abs/2305.16284
 */
export const dowg = recipe(
  {
    name: 'dowg',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(addDecayedWeights(weightDecay, { mask }), scaleByDowg(rest), scaleByLearningRate(learningRate)),
  },
  (given: DowgOptions = {}) => given,
)
