/** RMSProp. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { flag, nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { identity } from '../transforms/identity.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByRms } from '../transforms/scaleByRms.ts'
import { scaleByStddev } from '../transforms/scaleByStddev.ts'
import { trace } from '../transforms/trace.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByStddev.schema,
  /** Whether the mean is taken out of the mean square, which leaves the variance. */
  centered: flag(false),
  /** The decay of a trace of the steps, a fraction per step in [0, 1]; `null` for none. */
  momentum: nullable(trace.schema.decay),
  nesterov: trace.schema.nesterov,
}

/** Options of `rmsprop` beside the learning rate. */
export type RmspropOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * RMSProp: `chain(scaleByRms(options), scaleByLearningRate(learningRate), trace(momentum, { nesterov }))`, with
 * `scaleByStddev` first when `centered`, and with `identity()` in place of the trace where momentum is null.
 *
 * nu₀ = initialScale, nu' = decay·nu + (1 - decay)·g², r = √(nu' + eps), Δθ = -learningRate·g/r;
 * without `epsInSqrt`, r = √nu' + eps;
 * with `biasCorrection`, r = √(nu'/(1 - decayᵗ) + eps);
 * with `centered`, mu' = decay·mu + (1 - decay)·g, r = √(max(nu' - mu'², 0) + eps);
 * with `momentum`, trace' = momentum·trace - learningRate·g/r, Δθ = trace';
 * with `momentum` and `nesterov`, trace' = momentum·trace - learningRate·g/r, Δθ = momentum·trace' - learningRate·g/r
 *
 * As in optax, and unlike PyTorch, eps is under the root unless `epsInSqrt` is false, and the trace sums steps that the
 * learning rate has already scaled: PyTorch scales their sum, which differs where the learning rate changes.
 *
 * State: that of the three links. The first has `mu` when `centered`; the last is `{ count, trace }` or `{}`.
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = rmsprop(0.5, { decay: 0.75, eps: 0 })
 * opt.update({ w: 3 }, opt.init({ w: 0 }))[0] // { w: -1 }
 * @see Tieleman and Hinton 2012, lecture 6.5; Graves 2013, equations 38 to 41, https://arxiv.org/abs/1308.0850
 */
export const rmsprop = recipe(
  {
    name: 'rmsprop',
    options,
    build: ({ learningRate, centered, momentum, nesterov, ...rest }) =>
      chain(
        centered ? scaleByStddev(rest) : scaleByRms(rest),
        scaleByLearningRate(learningRate),
        momentum === null ? identity() : trace(momentum, { nesterov }),
      ),
  },
  (learningRate: Hyperparameter, rest: RmspropOptions = {}) => ({ learningRate, ...rest }),
)
