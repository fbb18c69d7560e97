/** Adagrad. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByRss, type ScaleByRssOptions } from '../transforms/scaleByRss.ts'

const options = { learningRate: requiredHyperparameter(), ...scaleByRss.schema }

/** Options of `adagrad` beside the learning rate: those of `scaleByRss`. */
export type AdagradOptions = ScaleByRssOptions

/**
 * Adagrad: `chain(scaleByRss(options), scaleByLearningRate(learningRate))`.
 *
 * sumOfSquares₀ = initialAccumulatorValue, sumOfSquares' = sumOfSquares + g²,
 * Δθ = -learningRate·(0 if sumOfSquares' == 0, otherwise g/√(sumOfSquares' + eps));
 * without `epsInSqrt`, Δθ = -learningRate·(0 if sumOfSquares' == 0, otherwise g/(√sumOfSquares' + eps))
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = adagrad(0.5, { initialAccumulatorValue: 9, eps: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: -0.4 }
 * @see Duchi, Hazan and Singer 2011, section 1.1
 */
export const adagrad = recipe(
  {
    name: 'adagrad',
    options,
    build: ({ learningRate, ...rest }) => chain(scaleByRss(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: AdagradOptions = {}) => ({ learningRate, ...rest }),
)
