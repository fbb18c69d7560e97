/** LARS. @module */
import { chain } from '../chain/chain.ts'
import { masked } from '../chain/masked.ts'
import { recipe } from '../define/recipe.ts'
import { mask, nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByTrustRatio } from '../transforms/scaleByTrustRatio.ts'
import { trace } from '../transforms/trace.ts'

const options = {
  learningRate: requiredHyperparameter(),
  /** The share of each parameter that is added to its gradient. */
  weightDecay: addDecayedWeights.schema.weightDecay,
  /** The leaves that are decayed; all by default. */
  weightDecayMask: nullable(mask()),
  /** The length of a step, as a fraction of that of the parameters. */
  trustCoefficient: hyperparameter(0.001, nonNegative),
  eps: scaleByTrustRatio.schema.eps,
  /** The leaves whose step is made so long; all by default. Biases and scales are often left out. */
  trustRatioMask: nullable(mask()),
  /** The decay of the trace, a fraction per step in [0, 1]. */
  momentum: hyperparameter(0.9, { min: 0, max: 1 }),
  nesterov: trace.schema.nesterov,
}

/** Options of `lars` beside the learning rate. */
export type LarsOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * LARS, for large batches: momentum over gradients that are as long, leaf by leaf, as a fraction of the parameters,
 * `chain(addDecayedWeights(weightDecay), masked(scaleByTrustRatio(options), trustRatioMask), scaleByLearningRate(learningRate), trace(momentum))`.
 *
 * d = g + weightDecay·θ, p = norm_leaf(θ), n = norm_leaf(d),
 * s = -learningRate·(1 if p == 0, 1 if n == 0, otherwise trustCoefficient·p/(n + eps))·d,
 * trace' = momentum·trace + s, Δθ = trace';
 * with `nesterov`, Δθ = s + momentum·trace'
 *
 * The learning rate comes before the trace, so a schedule acts on the steps yet to come.
 *
 * @param learningRate what the length of a step is multiplied by, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = lars(0.5, { trustCoefficient: 1 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -1 }
 * @see You, Gitman and Ginsburg 2017, algorithm 1, https://arxiv.org/abs/1708.03888
 */
export const lars = recipe(
  {
    name: 'lars',
    options,
    needsParams: true,
    build: ({
      learningRate,
      weightDecay,
      weightDecayMask,
      trustCoefficient,
      eps,
      trustRatioMask,
      momentum,
      nesterov,
    }) =>
      chain(
        addDecayedWeights(weightDecay, { mask: weightDecayMask }),
        masked(scaleByTrustRatio({ trustCoefficient, eps }), trustRatioMask ?? true),
        scaleByLearningRate(learningRate),
        trace(momentum, { nesterov }),
      ),
  },
  (learningRate: Hyperparameter, rest: LarsOptions = {}) => ({ learningRate, ...rest }),
)
