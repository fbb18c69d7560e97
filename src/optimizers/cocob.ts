/** COCOB. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter } from '../options/number.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByCocob } from '../transforms/scaleByCocob.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'

const options = {
  /** What gradients are multiplied by before a bet is made. */
  learningRate: hyperparameter(1),
  ...scaleByCocob.schema,
  ...addDecayedWeights.schema,
}

/** Options of `cocob`: those of `scaleByCocob`, a `learningRate`, `weightDecay` and the `mask` of decayed leaves. */
export type CocobOptions = Given<typeof options>

/**
 * COCOB, descent by betting on coins, without a learning rate to choose:
 * `chain(addDecayedWeights(weightDecay), scaleByLearningRate(learningRate, { flipSign: false }), scaleByCocob(options))`.
 *
 * start0 = θ, start' = start, d = learningRate·(g + weightDecay·θ),
 * scale₀ = eps, scale' = max(scale, |d|), lengths' = lengths + |d|, reward' = max(reward - d·(θ - start), 0), sum' = sum - d,
 * Δθ = start + sum'/(scale'·max(lengths' + scale', alpha·scale'))·(scale' + reward') - θ
 *
 * The state calls them `initParticles`, `scale`, `subgradients`, `reward` and `cumulativeGradients`.
 *
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = cocob({ alpha: 4 })
 * const params = { w: 1 }
 * opt.update({ w: 3 }, opt.init(params), params)[0] // { w: -0.25 }
 * @see Orabona and Tommasi 2017, algorithm 2, https://arxiv.org/abs/1705.07795
 */
export const cocob = recipe(
  {
    name: 'cocob',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(
        addDecayedWeights(weightDecay, { mask }),
        scaleByLearningRate(learningRate, { flipSign: false }),
        scaleByCocob(rest),
      ),
  },
  (given: CocobOptions = {}) => given,
)
