/** Optimistic Adam. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { flag, nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scale } from '../transforms/scale.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByOptimisticGradient } from '../transforms/scaleByOptimisticGradient.ts'

const options = {
  learningRate: requiredHyperparameter(),
  /** The weight of the change of the direction, beside which the learning rate has no part; `null` for the learning rate itself. */
  optimism: nullable(hyperparameter(1)),
  ...scaleByAdam.schema,
  /** Whether the first moment looks one step ahead (Dozat 2016). */
  nesterov: flag(true),
}

/** Options of `optimisticAdam` beside the learning rate: `optimism`, and those of `scaleByAdam`. */
export type OptimisticAdamOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Optimistic Adam, for games and saddle points: Adam that adds how its direction has changed,
 * `chain(scaleByAdam(options), scaleByOptimisticGradient({ alpha: learningRate, beta: optimism }), scale(-1))`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g², r = √(nu'/(1 - b₂ᵗ) + epsRoot) + eps,
 * d = (b₁·mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)·g/(1 - b₁ᵗ))/r, last' = d, o = learningRate,
 * Δθ = -learningRate·d - o·(0 if t == 1, otherwise d - last);
 * without `nesterov`, d = mu'/(1 - b₁ᵗ)/r; with `optimism`, o = optimism
 *
 * The state calls the last direction `previousGradient`. The name is optax's, which would rather have `optimisticAdamV2` used:
 * there the learning rate stands before both terms.
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = optimisticAdam(0.5, { optimism: 1, b1: 0, b2: 0, eps: 0 })
 * const [, state] = opt.update({ w: -3 }, opt.init({ w: 0 }))
 * opt.update({ w: 3 }, state)[0] // { w: -2.5 }
 * @see Daskalakis et al. 2017, https://arxiv.org/abs/1711.00141
 */
export const optimisticAdam = recipe(
  {
    name: 'optimisticAdam',
    options,
    build: ({ learningRate, optimism, ...rest }) =>
      chain(
        scaleByAdam(rest),
        scaleByOptimisticGradient({ alpha: learningRate, beta: optimism ?? learningRate }),
        scale(-1),
      ),
  },
  (learningRate: Hyperparameter, rest: OptimisticAdamOptions = {}) => ({ learningRate, ...rest }),
)
