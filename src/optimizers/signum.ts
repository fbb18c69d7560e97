/** Descent by the sign of the momentum. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { momentum } from '../transforms/momentum.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleBySign } from '../transforms/scaleBySign.ts'

const options = {
  learningRate: requiredHyperparameter(),
  /** Decay of the average whose sign is taken, a fraction per step in [0, 1). */
  beta: hyperparameter(0.9, decayRange),
}

/** Options of `signum` beside the learning rate. */
export type SignumOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Descent by the sign of the momentum: `chain(momentum(beta), scaleBySign(), scaleByLearningRate(learningRate))`.
 *
 * ema' = beta·ema + (1 - beta)·g, Δθ = -learningRate·sign(ema')
 *
 * @param learningRate the length of every step, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = signum(0.1)
 * const [, state] = opt.update({ w: -4 }, opt.init({ w: 0 }))
 * opt.update({ w: 3 }, state)[0] // { w: 0.1 }
 * @see Bernstein et al. 2018, algorithm 2, https://arxiv.org/abs/1802.04434
 */
export const signum = recipe(
  {
    name: 'signum',
    options,
    build: ({ learningRate, beta }) => chain(momentum(beta), scaleBySign(), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: SignumOptions = {}) => ({ learningRate, ...rest }),
)
