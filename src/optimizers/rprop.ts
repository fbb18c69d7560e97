/** Rprop. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { scale } from '../transforms/scale.ts'
import { scaleByRprop, type ScaleByRpropOptions } from '../transforms/scaleByRprop.ts'

/** Options of `rprop` beside the learning rate: those of `scaleByRprop`. */
export type RpropOptions = ScaleByRpropOptions

/**
 * Rprop: `chain(scaleByRprop(learningRate, options), scale(-1))`. For full batches: the size of the gradient plays no
 * part, so the noise of small ones counts in full.
 *
 * Each step size grows while its gradient keeps its sign and shrinks when it changes:
 *
 * stepSizes₀ = learningRate, a = sign(g)·prevUpdates,
 * stepSizes' = (min(max(stepSizes·etaPlus, minStepSize), maxStepSize) if a > 0,
 * min(max(stepSizes·etaMinus, minStepSize), maxStepSize) if a < 0, otherwise stepSizes),
 * prevUpdates' = (0 if a < 0, otherwise stepSizes'·sign(g)), Δθ = -prevUpdates';
 * with `delayed`, Δθ = (0 if a < 0, otherwise -prevUpdates)
 *
 * It moves at once, as in the paper and in PyTorch; with `delayed` one step late, as optax does.
 *
 * @param learningRate the first step size
 * @throws OptfuseError `invalid-option` as its links do
 * @example
 * const opt = rprop(0.1)
 * opt.update({ w: 3 }, opt.init({ w: 0 }))[0] // { w: -0.1 }
 * @see Riedmiller and Braun 1993, equations 4 and 5
 */
export const rprop = recipe(
  {
    name: 'rprop',
    options: scaleByRprop.schema,
    build: ({ learningRate, ...rest }) => chain(scaleByRprop(learningRate, rest), scale(-1)),
  },
  (learningRate: number, rest: RpropOptions = {}) => ({ learningRate, ...rest }),
)
