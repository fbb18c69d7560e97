/** The Adadelta step. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, movingAverage, mul, sqrt, square } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** Decay of both mean squares, a fraction per step in [0, 1). */
  rho: hyperparameter(0.9, decayRange),
  /** Added under both roots; its own root sets the length of the first steps. */
  eps: hyperparameter(1e-6, nonNegative),
}

/** Options of `scaleByAdadelta`. */
export type ScaleByAdadeltaOptions = Given<typeof options>

/**
 * Divide the updates by the root mean square of themselves and multiply them by that of the steps taken, so that a step
 * has the unit of the parameter.
 *
 * g' = rho·g + (1 - rho)·u², u' = √(x + eps)/√(g' + eps)·u, x' = rho·x + (1 - rho)·u'²
 *
 * State: `count`, `eG` and `eX`, the mean squares of updates and of steps, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for a rho outside [0, 1) or a negative eps
 * @example
 * const opt = scaleByAdadelta({ rho: 0.75, eps: 9 })
 * opt.update({ w: 8 }, opt.init({ w: 0 }))[0] // { w: 4.8 }
 * @see Zeiler 2012, algorithm 1, https://arxiv.org/abs/1212.5701
 */
export const scaleByAdadelta = transformation(
  {
    name: 'scaleByAdadelta',
    options,
    state: { count: counter(), eG: moment(), eX: moment() },
    rule: ({ update, eG, eX }, { rho, eps }) => {
      const squares = movingAverage(rho, eG, square(update))
      const step = mul(div(sqrt(add(eX, eps)), sqrt(add(squares, eps))), update)
      return { update: step, eG: squares, eX: movingAverage(rho, eX, square(step)) }
    },
  },
  (given: ScaleByAdadeltaOptions = {}) => given,
)
