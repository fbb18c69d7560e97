/** Optimistic gradient descent. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import {
  scaleByOptimisticGradient,
  type ScaleByOptimisticGradientOptions,
} from '../transforms/scaleByOptimisticGradient.ts'

const options = { learningRate: requiredHyperparameter(), ...scaleByOptimisticGradient.schema }

/** Options of `optimisticGradientDescent` beside the learning rate: those of `scaleByOptimisticGradient`. */
export type OptimisticGradientDescentOptions = ScaleByOptimisticGradientOptions

/**
 * Optimistic gradient descent, for games and saddle points:
 * `chain(scaleByOptimisticGradient(options), scaleByLearningRate(learningRate))`.
 *
 * last' = g, Δθ = -learningRate·((alpha + beta)·g - beta·(g if t == 1, otherwise last))
 *
 * The state calls the last gradient `previousGradient`.
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = optimisticGradientDescent(0.5)
 * const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
 * opt.update({ w: 3 }, state)[0] // { w: -2.5 }
 * @see Mokhtari, Ozdaglar and Pattathil 2019, https://arxiv.org/abs/1901.08511
 */
export const optimisticGradientDescent = recipe(
  {
    name: 'optimisticGradientDescent',
    options,
    build: ({ learningRate, ...rest }) => chain(scaleByOptimisticGradient(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: OptimisticGradientDescentOptions = {}) => ({ learningRate, ...rest }),
)
