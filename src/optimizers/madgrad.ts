/** MADGRAD. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByMadgrad } from '../transforms/scaleByMadgrad.ts'

const options = { ...scaleByMadgrad.schema, ...addDecayedWeights.schema }

/** Options of `madgrad` beside the learning rate: those of `scaleByMadgrad`, `weightDecay` and the `mask` of decayed leaves. */
export type MadgradOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * MADGRAD, dual averaging with momentum:
 * `chain(addDecayedWeights(weightDecay), scaleByMadgrad(learningRate, options))`.
 *
 * start0 = θ, start' = start, d = g + weightDecay·θ, w = (learningRate + eps)·√t,
 * gradSumSq' = gradSumSq + w·d², s' = s + w·d,
 * Δθ = (1 - momentum)·(start - s'/(gradSumSq'^(1/3) + eps) - θ)
 *
 * The state calls the first parameters `x0`. The learning rate that suits it has little to do with that of Adam.
 *
 * @param learningRate the weight of a gradient, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = madgrad(8, { momentum: 0.5, eps: 0, weightDecay: 0.5 })
 * const params = { w: 1 }
 * opt.update({ w: 0.5 }, opt.init(params), params)[0] // { w: -2 }
 * @see Defazio and Jelassi 2021, https://arxiv.org/abs/2101.11075
 */
export const madgrad = recipe(
  {
    name: 'madgrad',
    options,
    needsParams: true,
    build: ({ learningRate, weightDecay, mask, ...rest }) =>
      chain(addDecayedWeights(weightDecay, { mask }), scaleByMadgrad(learningRate, rest)),
  },
  (learningRate: Hyperparameter, rest: MadgradOptions = {}) => ({ learningRate, ...rest }),
)
