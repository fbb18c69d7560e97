/** Prodigy. @module */
import { transformation } from '../define/transformation.ts'
import {
  abs,
  add,
  div,
  equal,
  increment,
  max,
  movingAverage,
  mul,
  neg,
  pow,
  reduceDot,
  reduceSum,
  select,
  sqrt,
  square,
  sub,
} from '../expr/index.ts'
import { flag, nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative, positive } from '../options/number.ts'
import { counter, moment, scalar } from '../rule/index.ts'

const options = {
  /** What the estimated learning rate is multiplied by. */
  learningRate: hyperparameter(1),
  /** Decay of the mean of gradients, a fraction per step in [0, 1). */
  b1: hyperparameter(0.9, decayRange),
  /** Decay of the mean of squares, a fraction per step in [0, 1). */
  b2: hyperparameter(0.999, decayRange),
  /** Decay of the sums that the estimate is made of, a fraction per step in [0, 1); the root of b2 by default. */
  b3: nullable(hyperparameter(0.999, decayRange)),
  /** Added to the root, times the estimate. */
  eps: hyperparameter(1e-8, nonNegative),
  /** The first estimate, too low rather than too high. */
  estimLr0: hyperparameter(1e-6, positive),
  /** What estimates are multiplied by. */
  estimLrCoef: hyperparameter(1, nonNegative),
  /** The share of the parameters that is decayed, times the estimate and the learning rate. */
  weightDecay: hyperparameter(0),
  /** Whether the learning rate has no part in what the estimate is divided by, for one that warms up. */
  safeguardWarmup: flag(false),
}

/** Options of `prodigy`. */
export type ProdigyOptions = Given<typeof options>

/**
 * Prodigy, Adam without a learning rate to choose: it estimates how far away the solution is, from how gradients and the way
 * from the start agree.
 *
 * start0 = θ, start' = start, k = √b₂, e = (estimLr0 if t == 1, otherwise estimLr),
 * r = e·learningRate·√(1 - b₂ᵗ)/(1 - b₁ᵗ), m' = b₁·m + (1 - b₁)·e·g, v' = b₂·v + (1 - b₂)·(e·g)²,
 * q' = k·q + e/estimLr0·r·Σ(g·(start - θ)), s' = k·s + r·e/estimLr0·g, l = Σ(|s'|),
 * estimLr' = (e if l == 0, otherwise max(e, estimLrCoef·q'/l)),
 * Δθ = -r·weightDecay·θ - r·m'/(√v' + estimLr'·eps);
 * with `b3`, k = b₃; with `safeguardWarmup`, s' = k·s + e·e/estimLr0·g
 *
 * While all gradients are 0 the estimate stays; in optax it is NaN from then on. Where one is NaN or infinite, so is every
 * update.
 *
 * State: `count`; `expAvg`, `expAvgSq` and `gradSum`, above m, v and s, and `params0`, the start, shaped like the parameters,
 * in their dtypes; `estimLr`, the estimate, and `numeratorWeighted`, above q, one number each.
 *
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1), a first estimate that is not above 0, or a negative eps;
 *   `missing-params` when `update` gets no parameters
 * @example
 * const opt = prodigy({ estimLr0: 0.5, eps: 0 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -0.5 }
 * @see Mishchenko and Defazio 2023, https://arxiv.org/abs/2306.06101
 */
export const prodigy = transformation(
  {
    name: 'prodigy',
    options,
    state: {
      count: counter(),
      expAvg: moment(),
      expAvgSq: moment(),
      gradSum: moment(),
      params0: moment('param'),
      estimLr: scalar(0),
      numeratorWeighted: scalar(0),
    },
    needs: ['params'],
    rule: (
      { update, param, count, expAvg, expAvgSq, gradSum, params0, estimLr, numeratorWeighted },
      { learningRate, b1, b2, b3, eps, estimLr0, estimLrCoef, weightDecay, safeguardWarmup },
    ) => {
      const t = increment(count)
      const before = select(equal(count, 0), estimLr0, estimLr)
      const rate = mul(mul(before, learningRate), div(sqrt(sub(1, pow(b2, t))), sub(1, pow(b1, t))))
      const decay = b3 ?? sqrt(b2)
      const scaled = mul(before, update)
      const mean = movingAverage(b1, expAvg, scaled)
      const squares = movingAverage(b2, expAvgSq, square(scaled))
      const weight = div(safeguardWarmup ? before : rate, estimLr0)
      const sum = add(mul(decay, gradSum), mul(weight, scaled))
      const agreement = reduceDot(update, sub(params0, param), 'tree')
      const numerator = add(mul(decay, numeratorWeighted), mul(mul(div(before, estimLr0), rate), agreement))
      const length = reduceSum(abs(sum), 'tree')
      const estimate = select(equal(length, 0), before, max(before, div(mul(estimLrCoef, numerator), length)))
      const step = div(mul(rate, mean), add(sqrt(squares), mul(estimate, eps)))
      return {
        update: sub(mul(neg(mul(weightDecay, rate)), param), step),
        count: t,
        expAvg: mean,
        expAvgSq: squares,
        gradSum: sum,
        params0,
        estimLr: estimate,
        numeratorWeighted: numerator,
      }
    },
  },
  (given: ProdigyOptions = {}) => given,
)
