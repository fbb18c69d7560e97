/** Averaged gradient descent. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAsgd } from '../transforms/scaleByAsgd.ts'

const options = { ...scaleByAsgd.schema, ...addDecayedWeights.schema }

/** Options of `asgd` beside the learning rate: those of `scaleByAsgd`, `weightDecay` and the `mask` of decayed leaves. */
export type AsgdOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Averaged gradient descent, with steps that shorten: `chain(addDecayedWeights(weightDecay), scaleByAsgd(learningRate, options))`.
 *
 * d = g + weightDecay·θ, step = -learningRate/(1 + lambd·learningRate·count)^alpha·(d + lambd·θ), ax0 = θ,
 * ax' = (θ + step if count - t0 <= 1, otherwise ax + (θ + step - ax)/max(count - t0, 1)), Δθ = step
 *
 * The parameters go on as those of gradient descent do; the mean of them that does better is read from the state:
 * `treeGet(state, 'ax')`. As in PyTorch, whose defaults leave the mean to those who ask for it by `t0`.
 *
 * @param learningRate the length of the first step, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = asgd(0.5, { lambd: 0.5, alpha: 1 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -2.5 }
 * @see Polyak and Juditsky 1992, https://doi.org/10.1137/0330046
 */
export const asgd = recipe(
  {
    name: 'asgd',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(addDecayedWeights(weightDecay, { mask }), scaleByAsgd(learningRate, rest)),
  },
  (learningRate: Hyperparameter, rest: AsgdOptions = {}) => ({ learningRate, ...rest }),
)
