/** Adafactor. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { flag, mask, nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, number, requiredHyperparameter, decayRange, positive } from '../options/number.ts'
import { without } from '../options/without.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { clipByBlockRms } from '../transforms/clipByBlockRms.ts'
import { ema } from '../transforms/ema.ts'
import { identity } from '../transforms/identity.ts'
import { scale } from '../transforms/scale.ts'
import { scaleByFactoredRms } from '../transforms/scaleByFactoredRms.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByParamBlockRms } from '../transforms/scaleByParamBlockRms.ts'

const options = {
  /** What the step is multiplied by, or a schedule of it; 1 without. */
  learningRate: nullable(requiredHyperparameter()),
  ...without(scaleByFactoredRms.schema, 'stepOffset'),
  /** The count at which the memory begins, for training that goes on. */
  decayOffset: number(0, { integer: true }),
  /** Whether steps are relative to the size of each leaf's parameters. */
  multiplyByParameterScale: flag(true),
  /** The largest root mean square of a leaf's direction; null for none. */
  clippingThreshold: nullable(hyperparameter(1, positive), 1),
  /** The decay of a mean of the steps; none by default, which saves its memory. */
  momentum: nullable(requiredHyperparameter(decayRange)),
  /** The share of each parameter that is taken off it; none by default. */
  weightDecayRate: nullable(requiredHyperparameter()),
  /** The leaves that are decayed; all by default. */
  weightDecayMask: nullable(mask()),
}

/** Options of `adafactor`. */
export type AdafactorOptions = Given<typeof options>

/**
 * Adafactor, for models whose state must be small: of each large matrix it remembers the mean square of the gradients by row and
 * by column. `chain(scaleByFactoredRms(options), clipByBlockRms(clippingThreshold), scaleByLearningRate(learningRate, { flipSign:
 * false }), scaleByParamBlockRms(), ema(momentum, { debias: false }), addDecayedWeights(weightDecayRate), scale(-1))`, each but the
 * first and the last as far as it is asked for.
 *
 * In the direction u = g/√v̂ the mean of squares v̂ᵢⱼ of a large matrix is vRow'ᵢ·vCol'ⱼ/(mean of vRow'), made of the means that
 * `scaleByFactoredRms` keeps. For other leaves a step is the same as for all without `factored`.
 *
 * Without `factored`, ρ = 1 - pow(t - decayOffset, -decayRate), v' = ρ·v + (1 - ρ)·(g² + eps), q = g/√v', r = rms_leaf(q),
 * d = (q/r if r > 1, otherwise q), s = max(rms_leaf(θ), 0.001)·d, Δθ = -s;
 * with `learningRate`, Δθ = -learningRate·s;
 * with `clippingThreshold`, d = (q·clippingThreshold/r if r > clippingThreshold, otherwise q);
 * with `momentum`, ema' = momentum·ema + (1 - momentum)·s, Δθ = -ema';
 * with `weightDecayRate`, Δθ = -(s + weightDecayRate·θ);
 * without `multiplyByParameterScale`, s = d
 *
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = adafactor({ learningRate: 0.5 })
 * const params = { w: 2 }
 * opt.update({ w: 3 }, opt.init(params), params)[0] // { w: -1 }
 * @see Shazeer and Stern 2018, algorithm 5, https://arxiv.org/abs/1804.04235
 */
export const adafactor = recipe(
  {
    name: 'adafactor',
    options,
    needsParams: true,
    build: ({
      learningRate,
      clippingThreshold,
      multiplyByParameterScale,
      momentum,
      weightDecayRate,
      weightDecayMask,
      decayOffset,
      ...rest
    }) =>
      chain(
        scaleByFactoredRms({ ...rest, stepOffset: decayOffset }),
        clippingThreshold === null ? identity() : clipByBlockRms(clippingThreshold),
        learningRate === null ? identity() : scaleByLearningRate(learningRate, { flipSign: false }),
        multiplyByParameterScale ? scaleByParamBlockRms() : identity(),
        momentum === null ? identity() : ema(momentum, { debias: false }),
        weightDecayRate === null ? identity() : addDecayedWeights(weightDecayRate, { mask: weightDecayMask }),
        scale(-1),
      ),
  },
  (given: AdafactorOptions = {}) => given,
)
