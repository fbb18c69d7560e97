/** The Rprop step. @module */
import { transformation } from '../define/transformation.ts'
import { greater, less, max, min, mul, select, sign } from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, requiredNumber } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** Every step size before the first step. */
  learningRate: requiredNumber(),
  /** What a step size is multiplied by where the gradient has changed its sign. */
  etaMinus: hyperparameter(0.5, nonNegative),
  /** What a step size is multiplied by where the gradient has kept its sign. */
  etaPlus: hyperparameter(1.2, nonNegative),
  /** The smallest step size that a change may lead to. */
  minStepSize: hyperparameter(1e-6, nonNegative),
  /** The largest step size that a change may lead to. */
  maxStepSize: hyperparameter(50, nonNegative),
  /** Whether each move is handed out one step after the gradient it belongs to, as optax does. */
  delayed: flag(false),
}

/** Options of `scaleByRprop` beside the first step size. */
export type ScaleByRpropOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Step by the sign of the update alone, with a step size of its own for every element: it grows while the sign stays
 * and shrinks when it changes.
 *
 * a = u·d, s' = clip(s·etaPlus) where a > 0, clip(s·etaMinus) where a < 0, otherwise s,
 * d' = 0 where a < 0, otherwise s'·sign(u)
 *
 * The move is u' = d', as in the paper and in PyTorch. optax hands out the move of the step before, u' = d, or 0 where
 * a < 0, so that its first updates are all 0; `delayed` does the same. A `learningRate` outside of the bounds is the first
 * step all the same, as in optax; PyTorch clips it.
 *
 * State: `count`, `stepSizes`, s, `learningRate` at first, and `prevUpdates`, the last move d, both shaped like the
 * parameters, in their dtypes.
 *
 * @param learningRate the first step size
 * @throws OptfuseError `invalid-option` for a factor or a bound below 0
 * @example
 * const opt = scaleByRprop(0.1)
 * const [, state] = opt.update({ w: -3 }, opt.init({ w: 0 }))
 * opt.update({ w: -2 }, state)[0] // { w: -0.12 }
 * @see Riedmiller and Braun 1993, equations 4 and 5; Igel and Hüsken 2000, iRprop-
 */
export const scaleByRprop = transformation(
  {
    name: 'scaleByRprop',
    options,
    state: { count: counter(), stepSizes: moment('learningRate'), prevUpdates: moment() },
    rule: ({ update, stepSizes, prevUpdates }, { etaMinus, etaPlus, minStepSize, maxStepSize, delayed }) => {
      const direction = sign(update)
      const agreement = mul(direction, prevUpdates)
      const turned = less(agreement, 0)
      const clipped = (factor: typeof etaPlus) => min(max(mul(stepSizes, factor), minStepSize), maxStepSize)
      const step = select(greater(agreement, 0), clipped(etaPlus), select(turned, clipped(etaMinus), stepSizes))
      const move = select(turned, 0, mul(step, direction))
      return { update: delayed ? select(turned, 0, prevUpdates) : move, stepSizes: step, prevUpdates: move }
    },
  },
  (learningRate: number, rest: ScaleByRpropOptions = {}) => ({ learningRate, ...rest }),
)
