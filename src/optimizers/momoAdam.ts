/** MoMo-Adam. @module */
import { transformation } from '../define/transformation.ts'
import {
  add,
  debias,
  div,
  equal,
  increment,
  movingAverage,
  mul,
  neg,
  pow,
  reduceDot,
  select,
  sqrt,
  square,
  sub,
} from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative } from '../options/number.ts'
import { without } from '../options/without.ts'
import { counter, moment, scalar } from '../rule/index.ts'
import { momentumModelStep } from './momentumModel.ts'
import { momo } from './momo.ts'

const options = {
  ...without(momo.schema, 'beta'),
  /** The largest step size; it may be chosen large. */
  learningRate: hyperparameter(0.01, nonNegative),
  /** Decay of the means of losses and gradients, a fraction per step in [0, 1). */
  b1: hyperparameter(0.9, decayRange),
  /** Decay of the mean of squares, a fraction per step in [0, 1). */
  b2: hyperparameter(0.999, decayRange),
  /** Added to the root, so that the step stays bounded where the gradient vanishes. */
  eps: hyperparameter(1e-8, nonNegative),
}

/** Options of `momoAdam`. */
export type MomoAdamOptions = Given<typeof options>

/**
 * MoMo-Adam, Adam that chooses its step size by the loss, with decoupled weight decay.
 *
 * c = 1 - b₁ᵗ, a = 1 + learningRate·weightDecay,
 * expAvg' = b₁·expAvg + (1 - b₁)·g, expAvgSq' = b₂·expAvgSq + (1 - b₂)·g², d = expAvg'/(√(expAvgSq'/(1 - b₂ᵗ)) + eps),
 * barf' = b₁·barf + (1 - b₁)·value, gamma' = b₁·gamma + (1 - b₁)·Σ(g·θ),
 * h = barf' - gamma', s = Σ(expAvg'·θ), n = Σ(expAvg'·d), v = a·h + s,
 * l = a·c·lowerBound, lb' = lowerBound,
 * step = (0 if n <= 2.220446049250313e-16, otherwise min(learningRate/c, max(v - l, 0)/n)),
 * Δθ = -(learningRate·weightDecay·θ + step·d)/a;
 * with `adaptLowerBound`, before = a·c·(lowerBound if t == 1, otherwise lb),
 * l = (max(v/2, a·c·lowerBound) if v < before, otherwise before), lb' = max(h + s - step·n/2, c·lowerBound)/c
 *
 * Reads the loss as an extra argument: `opt.update(gradients, state, params, { value: loss })`. Where the loss is NaN, or n not
 * finite, every update is NaN. In optax the decay does not divide the step itself.
 *
 * State: that of `momo`, and `expAvgSq`, the mean of squares, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative rate, decay or eps; `missing-params` and
 *   `missing-argument` when `update` gets no parameters or no `value`
 * @example
 * const opt = momoAdam({ learningRate: 1, eps: 0 })
 * const params = { w: 2 }
 * const [loss, gradients] = [params.w ** 2 / 8, { w: params.w / 4 }]
 * opt.update(gradients, opt.init(params), params, { value: loss })[0] // { w: -1 }
 * @see Schaipp et al. 2023, https://arxiv.org/abs/2305.07583
 */
export const momoAdam = transformation(
  {
    name: 'momoAdam',
    options,
    state: {
      count: counter(),
      expAvg: moment(),
      expAvgSq: moment(),
      barf: scalar(0),
      gamma: scalar(0),
      lb: scalar(0),
    },
    needs: ['params', 'value'],
    rule: (
      { update, param, value, count, expAvg, expAvgSq, barf, gamma, lb },
      { learningRate, b1, b2, eps, lowerBound, weightDecay, adaptLowerBound },
    ) => {
      const t = increment(count)
      const mean = movingAverage(b1, expAvg, update)
      const squares = movingAverage(b2, expAvgSq, square(update))
      const direction = div(mean, add(sqrt(debias(squares, b2, t)), eps))
      const loss = movingAverage(b1, barf, value)
      const product = movingAverage(b1, gamma, reduceDot(update, param, 'tree'))
      const decayed = mul(learningRate, weightDecay)
      const shrinkage = add(1, decayed)
      const step = momentumModelStep({
        height: sub(loss, product),
        slope: reduceDot(mean, param, 'tree'),
        steepness: reduceDot(mean, direction, 'tree'),
        weight: sub(1, pow(b1, t)),
        learningRate,
        shrinkage,
        lowerBound,
        estimate: adaptLowerBound ? select(equal(count, 0), lowerBound, lb) : undefined,
      })
      return {
        update: add(mul(neg(div(decayed, shrinkage)), param), mul(neg(div(step.length, shrinkage)), direction)),
        count: t,
        expAvg: mean,
        expAvgSq: squares,
        barf: loss,
        gamma: product,
        lb: step.lowerBound,
      }
    },
  },
  (given: MomoAdamOptions = {}) => given,
)
