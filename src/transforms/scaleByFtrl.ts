/** The FTRL-Proximal step. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, equal, max, min, mul, neg, pow, select, sqrt, square, sub, type Expr } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, number, requiredHyperparameter } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** The step length per unit of gradient, before the sum of squares shortens it. */
  learningRate: requiredHyperparameter(),
  /** The power of the sum of squares that steps are multiplied by, at most 0; 0 keeps them long. */
  learningRatePower: number(-0.5, { max: 0 }),
  /** The sum of squares before the first step. */
  initialAccumulatorValue: number(0.1, nonNegative),
  /** The penalty on absolute values: a parameter whose gradients do not add up to so much is 0. */
  l1: hyperparameter(0, nonNegative),
  /** The penalty on squares, which shrinks what the gradients ask for. */
  l2: hyperparameter(0, nonNegative),
  /** The penalty on squares that enters the gradient, and no sum of squares. */
  l2Shrinkage: hyperparameter(0, nonNegative),
  /** What is added to the root of the sum of squares. */
  beta: hyperparameter(0, nonNegative),
}

/** Options of `scaleByFtrl` beside the learning rate. */
export type ScaleByFtrlOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * Follow the regularized leader: every parameter is what would have been best for all gradients so far, under penalties that
 * make it exactly 0 where they do not ask for more. What it was at first is forgotten.
 *
 * n' = n + u², s(n) = n^(-learningRatePower),
 * z' = z + u + 2·l2Shrinkage·θ - (s(n') - s(n))/learningRate·θ,
 * u' = (clip(z', ±l1) - z')/((s(n') + beta)/learningRate + 2·l2) - θ
 *
 * A parameter is 0 where the denominator is. The update is the way from the parameters to the new ones, so nothing that
 * changes updates follows it.
 *
 * State: `count`; `accumulator`, n, and `linear`, z, shaped like the parameters, in their dtypes.
 *
 * @param learningRate the step length per unit of gradient, before the sum of squares shortens it, or a schedule of it
 * @throws OptfuseError `invalid-option` for a learningRatePower above 0, or another option below; `missing-params` when `update`
 *   gets no parameters
 * @example
 * const opt = scaleByFtrl(0.5, { initialAccumulatorValue: 0, l1: 1 })
 * const params = { strong: 0, weak: 0 }
 * opt.update({ strong: -4, weak: 0.5 }, opt.init(params), params)[0] // { strong: 0.375, weak: 0 }
 * @see McMahan et al. 2013, algorithm 1, https://doi.org/10.1145/2487575.2488200
 */
export const scaleByFtrl = transformation(
  {
    name: 'scaleByFtrl',
    options,
    state: { count: counter(), accumulator: moment('initialAccumulatorValue'), linear: moment() },
    needs: ['params'],
    rule: (
      { update, param, accumulator, linear },
      { learningRate, learningRatePower: power, l1, l2, l2Shrinkage, beta },
    ) => {
      const isRoot = power.kind === 'hyper' && power.value === -0.5
      const stiffness = (squares: Expr): Expr => (isRoot ? sqrt(squares) : pow(squares, neg(power)))
      const sum = add(accumulator, square(update))
      const stiffer = div(sub(stiffness(sum), stiffness(accumulator)), learningRate)
      const asked = add(linear, sub(add(update, mul(mul(2, l2Shrinkage), param)), mul(stiffer, param)))
      const kept = sub(max(min(asked, l1), neg(l1)), asked)
      const curvature = add(div(add(stiffness(sum), beta), learningRate), mul(2, l2))
      const leader = select(equal(curvature, 0), 0, div(kept, curvature))
      return { update: sub(leader, param), accumulator: sum, linear: asked }
    },
  },
  (learningRate: Hyperparameter, rest: ScaleByFtrlOptions = {}) => ({ learningRate, ...rest }),
)
