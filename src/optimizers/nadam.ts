/** NAdam. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { without } from '../options/without.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByNadam } from '../transforms/scaleByNadam.ts'
import { adam } from './adam.ts'

const options = {
  ...without(adam.schema, 'nesterov'),
  /** How fast the momentum grows from half of b1 to b1, as in PyTorch and Keras; `null` for one that is b1, as in optax. */
  momentumDecay: nullable(scaleByNadam.schema.momentumDecay),
}

/** Options of `nadam` beside the learning rate: those of `adam`, without `nesterov`, and `momentumDecay`. */
export type NadamOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Adam with Nesterov momentum: `adam(learningRate, { ...options, nesterov: true })`, with `scaleByNadam` in place of `scaleByAdam`
 * where `momentumDecay` is given.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g², r = √(nu'/(1 - b₂ᵗ) + epsRoot) + eps,
 * Δθ = -learningRate·(b₁·mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)·g/(1 - b₁ᵗ))/r;
 * with `momentumDecay`, now = b₁·(1 - 0.96^(momentumDecay·t)/2), next = b₁·(1 - 0.96^(momentumDecay·(t + 1))/2),
 * muProduct0 = 1, muProduct' = muProduct·now,
 * Δθ = -learningRate·(next·mu'/(1 - muProduct'·next) + (1 - now)·g/(1 - muProduct'))/r
 *
 * The momentum of the paper's own text grows, and so does that of PyTorch, with a `momentumDecay` of 0.004, and of Keras, with 1;
 * optax's does not.
 *
 * State: that of the two links. The first has `muProduct` where `momentumDecay` is given.
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = nadam(0.3, { b1: 0.5, eps: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: -0.39999999999999997 }
 * @see Dozat 2016, algorithm 8
 */
export const nadam = recipe(
  {
    name: 'nadam',
    options,
    build: ({ learningRate, momentumDecay, ...rest }) =>
      chain(
        momentumDecay === null ? scaleByAdam({ ...rest, nesterov: true }) : scaleByNadam({ ...rest, momentumDecay }),
        scaleByLearningRate(learningRate),
      ),
  },
  (learningRate: Hyperparameter, rest: NadamOptions = {}) => ({ learningRate, ...rest }),
)
