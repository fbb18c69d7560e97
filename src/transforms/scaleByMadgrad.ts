/** The MADGRAD step. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, increment, mul, pow, sqrt, square, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative, requiredHyperparameter } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** The weight of a gradient, which grows with the root of the steps so far. */
  learningRate: requiredHyperparameter(nonNegative),
  /** The share of the way that is not gone, a fraction per step in [0, 1). */
  momentum: hyperparameter(0.9, decayRange),
  /** Added to the learning rate, and to the cube root. */
  eps: hyperparameter(1e-6, nonNegative),
}

/** Options of `scaleByMadgrad` beside the learning rate. */
export type ScaleByMadgradOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Go part of the way towards the point that all gradients so far, weighed, point to from the first parameters: dual averaging,
 * over a cube root where others have a square root.
 *
 * w = (learningRate + eps)·√(count + 1), s' = s + w·u, gradSumSq' = gradSumSq + w·u²,
 * u' = (1 - momentum)·(x0 - s'/(gradSumSq'^(1/3) + eps) - θ)
 *
 * It gives the step itself, downhill, and so stands at the end of a chain. With eps = 0 an element whose gradients are all 0 becomes
 * NaN.
 *
 * State: `count`; `gradSumSq` and `s`, the weighed sums of squares and of updates, and `x0`, the first parameters, shaped like
 * the parameters, in their dtypes.
 *
 * @param learningRate the weight of a gradient, or a schedule of it
 * @throws OptfuseError `invalid-option` for a momentum outside [0, 1), or a negative rate or eps; `missing-params` when `update`
 *   gets no parameters
 * @example
 * const opt = scaleByMadgrad(8, { momentum: 0, eps: 0 })
 * const params = { w: 1 }
 * opt.update({ w: 1 }, opt.init(params), params)[0] // { w: -4 }
 * @see Defazio and Jelassi 2021, https://arxiv.org/abs/2101.11075
 */
export const scaleByMadgrad = transformation(
  {
    name: 'scaleByMadgrad',
    options,
    state: { count: counter(), gradSumSq: moment(), s: moment(), x0: moment('param') },
    needs: ['params'],
    rule: ({ update, param, count, gradSumSq, s, x0 }, { learningRate, momentum, eps }) => {
      const weight = mul(add(learningRate, eps), sqrt(increment(count)))
      const squares = add(gradSumSq, mul(weight, square(update)))
      const sum = add(s, mul(weight, update))
      const goal = sub(x0, div(sum, add(pow(squares, div(1, 3)), eps)))
      return {
        update: mul(sub(1, momentum), sub(goal, param)),
        count: increment(count),
        gradSumSq: squares,
        s: sum,
        x0,
      }
    },
  },
  (learningRate: Hyperparameter, rest: ScaleByMadgradOptions = {}) => ({ learningRate, ...rest }),
)
