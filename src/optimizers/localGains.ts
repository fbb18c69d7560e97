/** Gradient descent with a gain for every element. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { identity } from '../transforms/identity.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByLocalGains } from '../transforms/scaleByLocalGains.ts'
import { trace } from '../transforms/trace.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByLocalGains.schema,
  /** The decay of a trace of the updates after their gains, a fraction per step in [0, 1]; `null` for none. */
  momentum: nullable(trace.schema.decay),
  nesterov: trace.schema.nesterov,
}

/** Options of `localGains` beside the learning rate. */
export type LocalGainsOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Gradient descent with a gain for every element:
 * `chain(scaleByLocalGains(options), trace(momentum, { nesterov }), scaleByLearningRate(learningRate))`, with
 * `identity()` in place of the trace where momentum is null.
 *
 * Each gain grows while its gradient keeps its sign and shrinks when it changes:
 *
 * gains₀ = 1, a = g·previous, k = (gains + increase if a > 0, gains·decrease if a < 0, otherwise gains),
 * gains' = min(max(k, minGain), maxGain), previous' = sign(g), Δθ = -learningRate·gains'·g;
 * with `momentum`, trace' = gains'·g + momentum·trace, Δθ = -learningRate·trace';
 * with `momentum` and `nesterov`, trace' = gains'·g + momentum·trace, Δθ = -learningRate·(gains'·g + momentum·trace')
 *
 * State: that of the three links. The second is `{ count, trace }` or `{}`.
 *
 * @param learningRate the step length at gain 1, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = localGains(0.5, { increase: 0.5 })
 * const [, state] = opt.update({ w: 2 }, opt.init({ w: 0 }))
 * opt.update({ w: 4 }, state)[0] // { w: -3 }
 * @see Jacobs 1988; Hinton 2012, lecture 6.4
 */
export const localGains = recipe(
  {
    name: 'localGains',
    options,
    build: ({ learningRate, momentum, nesterov, ...rest }) =>
      chain(
        scaleByLocalGains(rest),
        momentum === null ? identity() : trace(momentum, { nesterov }),
        scaleByLearningRate(learningRate),
      ),
  },
  (learningRate: Hyperparameter, rest: LocalGainsOptions = {}) => ({ learningRate, ...rest }),
)
