/** FTRL-Proximal. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByFtrl, type ScaleByFtrlOptions } from '../transforms/scaleByFtrl.ts'

/** Options of `ftrl` beside the learning rate: those of `scaleByFtrl`. */
export type FtrlOptions = ScaleByFtrlOptions

/**
 * FTRL-Proximal, for sparse linear models: `chain(scaleByFtrl(learningRate, options))`.
 *
 * accumulator0 = initialAccumulatorValue, accumulator' = accumulator + g²,
 * before = accumulator^(-learningRatePower), after = accumulator'^(-learningRatePower),
 * linear' = linear + g + 2·l2Shrinkage·θ - (after - before)/learningRate·θ, q = (after + beta)/learningRate + 2·l2,
 * Δθ = (0 if q == 0, otherwise (max(min(linear', l1), -l1) - linear')/q) - θ
 *
 * As in Keras, whose weight decay it has not: that moves the parameters before the step.
 *
 * @param learningRate the step length per unit of gradient, before the sum of squares shortens it, or a schedule of it
 * @throws OptfuseError `invalid-option` as its link does; `missing-params` when `update` gets no parameters
 * @example
 * const opt = ftrl(0.5, { initialAccumulatorValue: 0, l1: 1 })
 * const params = { strong: 0, weak: 0 }
 * opt.update({ strong: -4, weak: 0.5 }, opt.init(params), params)[0] // { strong: 0.375, weak: 0 }
 * @see McMahan et al. 2013, algorithm 1, https://doi.org/10.1145/2487575.2488200
 */
export const ftrl = recipe(
  {
    name: 'ftrl',
    options: scaleByFtrl.schema,
    needsParams: true,
    build: ({ learningRate, ...rest }) => chain(scaleByFtrl(learningRate, rest)),
  },
  (learningRate: Hyperparameter, rest: FtrlOptions = {}) => ({ learningRate, ...rest }),
)
