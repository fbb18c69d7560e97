/** NAdamW. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { without } from '../options/without.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByNadam } from '../transforms/scaleByNadam.ts'
import { adamw } from './adamw.ts'
import { nadam } from './nadam.ts'

const options = {
  ...without(adamw.schema, 'nesterov'),
  momentumDecay: nadam.schema.momentumDecay,
}

/** Options of `nadamw` beside the learning rate: those of `adamw`, without `nesterov`, and `momentumDecay`. */
export type NadamwOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Adam with Nesterov momentum and decoupled weight decay: `adamw(learningRate, { ...options, nesterov: true })`, with
 * `scaleByNadam` in place of `scaleByAdam` where `momentumDecay` is given.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g², r = √(nu'/(1 - b₂ᵗ) + epsRoot) + eps,
 * Δθ = -learningRate·((b₁·mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)·g/(1 - b₁ᵗ))/r + weightDecay·θ);
 * with `momentumDecay`, now = b₁·(1 - 0.96^(momentumDecay·t)/2), next = b₁·(1 - 0.96^(momentumDecay·(t + 1))/2),
 * muProduct0 = 1, muProduct' = muProduct·now,
 * Δθ = -learningRate·((next·mu'/(1 - muProduct'·next) + (1 - now)·g/(1 - muProduct'))/r + weightDecay·θ)
 *
 * @param learningRate the step length, or a schedule of it, which the decay follows
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = nadamw(0.3, { b1: 0.5, eps: 0, weightDecay: 0.5 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -0.6999999999999998 }
 * @see Dozat 2016, algorithm 8; Loshchilov and Hutter 2017, algorithm 2, https://arxiv.org/abs/1711.05101
 */
export const nadamw = recipe(
  {
    name: 'nadamw',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, momentumDecay, ...rest }) =>
      chain(
        momentumDecay === null ? scaleByAdam({ ...rest, nesterov: true }) : scaleByNadam({ ...rest, momentumDecay }),
        addDecayedWeights(weightDecay, { mask }),
        scaleByLearningRate(learningRate),
      ),
  },
  (learningRate: Hyperparameter, rest: NadamwOptions = {}) => ({ learningRate, ...rest }),
)
