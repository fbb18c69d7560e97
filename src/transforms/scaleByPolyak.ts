/** Scale by the Polyak step size. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, isFinite, lessOrEqual, max, min, mul, reduceSumOfSquares, select, sub } from '../expr/index.ts'
import { choice } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { counter } from '../rule/index.ts'

const options = {
  /** The least value the loss can have. */
  fMin: hyperparameter(0),
  /** The largest step size. */
  maxLearningRate: hyperparameter(1, nonNegative),
  /** What is added to the squared norm. */
  eps: hyperparameter(0, nonNegative),
  /** `'sps'` climbs where the loss is below `fMin`; `'sps+'` stays where it is. */
  variant: choice('sps', 'sps+'),
}

/** Options of `scaleByPolyak`. */
export type ScaleByPolyakOptions = Given<typeof options>

/**
 * Multiply the updates by the Polyak step size: how far a line that falls as steeply as the loss would have to be followed to
 * reach its least value.
 *
 * n = Σu² over the tree, u' = min((value - fMin)/(n + eps), maxLearningRate)·u, 0 where n + eps is at most 2⁻⁵²
 *
 * Reads the loss as an extra argument: `opt.update(gradients, state, params, { value: loss })`. Where the loss is NaN, or n not
 * finite, every update is NaN.
 *
 * State: `count`.
 *
 * @throws OptfuseError `invalid-option` for an eps or a largest step below 0; `missing-argument` when `update` gets no `value`
 * @example
 * const opt = scaleByPolyak()
 * opt.update({ w: 4 }, opt.init({ w: 2 }), undefined, { value: 4 })[0] // { w: 1 }
 * @see Loizou et al. 2021, https://arxiv.org/abs/2002.10542; Garrigos et al. 2023, https://arxiv.org/abs/2307.14528
 */
export const scaleByPolyak = transformation(
  {
    name: 'scaleByPolyak',
    options,
    state: { count: counter() },
    needs: ['value'],
    rule: ({ update, value }, { fMin, maxLearningRate, eps, variant }) => {
      const steepness = add(reduceSumOfSquares(update, 'tree'), eps)
      const gap = variant === 'sps' ? sub(value, fMin) : max(sub(value, fMin), 0)
      const step = select(lessOrEqual(steepness, Number.EPSILON), 0, min(div(gap, steepness), maxLearningRate))
      // An infinite norm would bring a sound element to rest beside a broken one.
      return { update: mul(update, select(isFinite(steepness), step, NaN)) }
    },
  },
  (given: ScaleByPolyakOptions = {}) => given,
)
