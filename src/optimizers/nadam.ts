/** NAdam. @module */
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { without } from '../options/without.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { adam } from './adam.ts'

const options = without(adam.schema, 'nesterov')

/** Options of `nadam` beside the learning rate: those of `adam`, without `nesterov`. */
export type NadamOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Adam with Nesterov momentum: `adam(learningRate, { ...options, nesterov: true })`.
 *
 * mu' = b₁·mu + (1 - b₁)·g, nu' = b₂·nu + (1 - b₂)·g²,
 * Δθ = -learningRate·(b₁·mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)·g/(1 - b₁ᵗ))/(√(nu'/(1 - b₂ᵗ) + epsRoot) + eps)
 *
 * b₁ is constant, as in optax; the paper's own text, PyTorch and Keras let it grow along a schedule.
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = nadam(0.3, { b1: 0.5, eps: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: -0.39999999999999997 }
 * @see Dozat 2016, algorithm 8
 */
export const nadam = recipe(
  { name: 'nadam', options, build: ({ learningRate, ...rest }) => adam(learningRate, { ...rest, nesterov: true }) },
  (learningRate: Hyperparameter, rest: NadamOptions = {}) => ({ learningRate, ...rest }),
)
