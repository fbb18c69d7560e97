/** Optimistic Adam, with weights of its own. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByOptimisticGradient } from '../transforms/scaleByOptimisticGradient.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByOptimisticGradient.schema,
  ...scaleByAdam.schema,
  /** Whether the first moment looks one step ahead (Dozat 2016). */
  nesterov: flag(true),
}

/** Options of `optimisticAdamV2` beside the learning rate: those of `scaleByOptimisticGradient` and of `scaleByAdam`. */
export type OptimisticAdamV2Options = Given<Omit<typeof options, 'learningRate'>>

/**
 * Optimistic Adam, for games and saddle points: Adam that adds how its direction has changed,
 * `chain(scaleByAdam(options), scaleByOptimisticGradient({ alpha, beta }), scaleByLearningRate(learningRate))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g², r = √(nu'/(1 - b₂ᵗ) + epsRoot) + eps,
 * d = (b₁·mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)·g/(1 - b₁ᵗ))/r, last' = d,
 * Δθ = -learningRate·((alpha + beta)·d - beta·(d if t == 1, otherwise last));
 * without `nesterov`, d = mu'/(1 - b₁ᵗ)/r
 *
 * The state calls the last direction `previousGradient`. The name is optax's, where `optimisticAdam` has another weight.
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = optimisticAdamV2(0.5, { b1: 0, b2: 0, eps: 0 })
 * const [, state] = opt.update({ w: -3 }, opt.init({ w: 0 }))
 * opt.update({ w: 3 }, state)[0] // { w: -1.5 }
 * @see Daskalakis et al. 2017, https://arxiv.org/abs/1711.00141
 */
export const optimisticAdamV2 = recipe(
  {
    name: 'optimisticAdamV2',
    options,
    build: ({ learningRate, alpha, beta, ...rest }) =>
      chain(scaleByAdam(rest), scaleByOptimisticGradient({ alpha, beta }), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: OptimisticAdamV2Options = {}) => ({ learningRate, ...rest }),
)
