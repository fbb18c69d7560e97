/** MoMo. @module */
import { transformation } from '../define/transformation.ts'
import {
  add,
  div,
  equal,
  increment,
  movingAverage,
  mul,
  neg,
  reduceDot,
  reduceSumOfSquares,
  select,
  sub,
} from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment, scalar } from '../rule/index.ts'
import { momentumModelStep } from './momentumModel.ts'

const options = {
  /** The largest step size; it may be chosen large. */
  learningRate: hyperparameter(1, nonNegative),
  /** Decay of the means of losses and gradients, a fraction per step in [0, 1). */
  beta: hyperparameter(0.9, decayRange),
  /** What the loss is never below. */
  lowerBound: hyperparameter(0),
  /** The share of the parameters that is decayed, times the learning rate. */
  weightDecay: hyperparameter(0, nonNegative),
  /** Whether a higher lower bound is estimated on the way. */
  adaptLowerBound: flag(false),
}

/** Options of `momo`. */
export type MomoOptions = Given<typeof options>

/**
 * MoMo, momentum that chooses its step size by the loss: a Polyak step down a model of the loss made of running means.
 *
 * b = (0 if t == 1, otherwise beta), a = 1 + learningRate·weightDecay,
 * expAvg' = b·expAvg + (1 - b)·g, barf' = b·barf + (1 - b)·value, gamma' = b·gamma + (1 - b)·Σ(g·θ),
 * h = barf' - gamma', s = Σ(expAvg'·θ), n = Σ(expAvg'²), v = a·h + s,
 * l = a·lowerBound, lb' = lowerBound,
 * step = (0 if n <= 2.220446049250313e-16, otherwise min(learningRate, max(v - l, 0)/n)),
 * Δθ = -(learningRate·weightDecay·θ + step·expAvg')/a;
 * with `adaptLowerBound`, before = a·(lowerBound if t == 1, otherwise lb),
 * l = (max(v/2, a·lowerBound) if v < before, otherwise before), lb' = max(h + s - step·n/2, lowerBound)
 *
 * Reads the loss as an extra argument: `opt.update(gradients, state, params, { value: loss })`. Where the loss is NaN, or n not
 * finite, every update is NaN. In optax the decay does not divide the step itself.
 *
 * State: `count`; `expAvg`, the mean gradient, shaped like the parameters, in their dtypes; `barf`, the mean loss, `gamma`, the
 * mean product of gradients and parameters, and `lb`, the lower bound, one number each.
 *
 * @throws OptfuseError `invalid-option` for a beta outside [0, 1), or a negative rate or decay; `missing-params` and
 *   `missing-argument` when `update` gets no parameters or no `value`
 * @example
 * const opt = momo()
 * const params = { w: 2 }
 * const [loss, gradients] = [params.w ** 2, { w: 2 * params.w }]
 * opt.update(gradients, opt.init(params), params, { value: loss })[0] // { w: -1 }
 * @see Schaipp et al. 2023, https://arxiv.org/abs/2305.07583
 */
export const momo = transformation(
  {
    name: 'momo',
    options,
    state: { count: counter(), expAvg: moment(), barf: scalar(0), gamma: scalar(0), lb: scalar(0) },
    needs: ['params', 'value'],
    rule: (
      { update, param, value, count, expAvg, barf, gamma, lb },
      { learningRate, beta, lowerBound, weightDecay, adaptLowerBound },
    ) => {
      const isFirst = equal(count, 0)
      // The first loss and gradient begin the means.
      const decay = select(isFirst, 0, beta)
      const mean = movingAverage(decay, expAvg, update)
      const loss = movingAverage(decay, barf, value)
      const product = movingAverage(decay, gamma, reduceDot(update, param, 'tree'))
      const decayed = mul(learningRate, weightDecay)
      const shrinkage = add(1, decayed)
      const step = momentumModelStep({
        height: sub(loss, product),
        slope: reduceDot(mean, param, 'tree'),
        steepness: reduceSumOfSquares(mean, 'tree'),
        weight: 1,
        learningRate,
        shrinkage,
        lowerBound,
        estimate: adaptLowerBound ? select(isFirst, lowerBound, lb) : undefined,
      })
      return {
        update: add(mul(neg(div(decayed, shrinkage)), param), mul(neg(div(step.length, shrinkage)), mean)),
        count: increment(count),
        expAvg: mean,
        barf: loss,
        gamma: product,
        lb: step.lowerBound,
      }
    },
  },
  (given: MomoOptions = {}) => given,
)
