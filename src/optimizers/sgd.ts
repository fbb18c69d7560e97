/** Gradient descent. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { identity } from '../transforms/identity.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { trace } from '../transforms/trace.ts'

const options = {
  learningRate: requiredHyperparameter(),
  /** The decay of the trace, a fraction per step in [0, 1]; `null` for none, which keeps no trace. */
  momentum: nullable(trace.schema.decay),
  nesterov: trace.schema.nesterov,
  dampening: trace.schema.dampening,
}

/** Options of `sgd` beside the learning rate. */
export type SgdOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Gradient descent: `chain(trace(momentum, { nesterov, dampening }), scaleByLearningRate(learningRate))`, with
 * `identity()` in place of the trace where momentum is null.
 *
 * Δθ = -learningRate·g;
 * with `momentum`, trace' = (g if t == 1, otherwise (1 - dampening)·g) + momentum·trace, Δθ = -learningRate·trace';
 * with `momentum` and `nesterov`, trace' = (g if t == 1, otherwise (1 - dampening)·g) + momentum·trace,
 * Δθ = -learningRate·(g + momentum·trace')
 *
 * State: that of the two links. The first is `{ count, trace }` or `{}`, as `'trace' in state[0]` tells.
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = sgd(0.5, { momentum: 0.5 })
 * const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
 * opt.update({ w: 4 }, state)[0] // { w: -3 }
 * @see Sutskever et al. 2013, equations 1 to 4
 */
export const sgd = recipe(
  {
    name: 'sgd',
    options,
    build: ({ learningRate, momentum, ...rest }) =>
      chain(momentum === null ? identity() : trace(momentum, rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: SgdOptions = {}) => ({ learningRate, ...rest }),
)
