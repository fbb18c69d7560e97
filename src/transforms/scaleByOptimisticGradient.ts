/** Look ahead by the change of the update. @module */
import { transformation } from '../define/transformation.ts'
import { add, equal, increment, mul, select, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** The weight of the update itself. */
  alpha: hyperparameter(1),
  /** The weight of its change since the last step. */
  beta: hyperparameter(1),
}

/** Options of `scaleByOptimisticGradient`. */
export type ScaleByOptimisticGradientOptions = Given<typeof options>

/**
 * Add the change since the last step to each update, as if it went on so: what keeps games with two players from circling.
 *
 * u' = (alpha + beta)·u - beta·previousGradient, previousGradient' = u; at the first step previousGradient is u
 *
 * State: `count`, and `previousGradient`, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for a weight that is not finite
 * @example
 * const opt = scaleByOptimisticGradient()
 * const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
 * opt.update({ w: 3 }, state)[0] // { w: 5 }
 * @see Mokhtari, Ozdaglar and Pattathil 2019, https://arxiv.org/abs/1901.08511
 */
export const scaleByOptimisticGradient = transformation(
  {
    name: 'scaleByOptimisticGradient',
    options,
    state: { count: counter(), previousGradient: moment() },
    rule: ({ update, count, previousGradient }, { alpha, beta }) => {
      const previous = select(equal(count, 0), update, previousGradient)
      return {
        update: sub(mul(add(alpha, beta), update), mul(beta, previous)),
        count: increment(count),
        previousGradient: update,
      }
    },
  },
  (given: ScaleByOptimisticGradientOptions = {}) => given,
)
