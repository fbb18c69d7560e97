/** AdamW by D-Adaptation. @module */
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
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, positive } from '../options/number.ts'
import { counter, moment, scalar } from '../rule/index.ts'

const options = {
  /** What the estimated learning rate is multiplied by. */
  learningRate: hyperparameter(1),
  /** Decay of the mean of gradients, a fraction per step in [0, 1). */
  b1: hyperparameter(0.9, decayRange),
  /** Decay of the mean of squares, a fraction per step in [0, 1). */
  b2: hyperparameter(0.999, decayRange),
  /** Added to the roots, the first of which is 0. */
  eps: hyperparameter(1e-8, positive),
  /** The first estimate, too low rather than too high. */
  estimLr0: hyperparameter(1e-6, positive),
  /** The share of the parameters that is decayed, times the estimate and the learning rate. */
  weightDecay: hyperparameter(0),
}

/** Options of `dadaptAdamw`. */
export type DadaptAdamwOptions = Given<typeof options>

/**
 * AdamW by D-Adaptation, without a learning rate to choose: it estimates how far away the solution is, from how gradients
 * and the way gone so far agree.
 *
 * e = (estimLr0 if t == 1, otherwise estimLr), r = e·learningRate·√(1 - b₂ᵗ)/(1 - b₁ᵗ), k = √b₂,
 * m' = b₁·m + (1 - b₁)·r·g, v' = b₂·v + (1 - b₂)·g², s' = k·s + (1 - k)·r·g,
 * q' = k·q + (1 - k)·r·Σ(g·s/(√v + eps)), l = Σ(|s'|),
 * estimLr' = (e if l == 0, otherwise max(e, q'/((1 - k)·l))),
 * Δθ = -r·weightDecay·θ - m'/(√v' + eps)
 *
 * While all gradients are 0 the estimate stays; in optax it is NaN from then on. Where one is NaN or infinite, so is the
 * estimate, and with it every later update.
 *
 * State: `count`; `expAvg`, `expAvgSq` and `gradSum`, above m, v and s, shaped like the parameters, in their dtypes;
 * `estimLr`, the estimate, and `numeratorWeighted`, above q, one number each.
 *
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1), or a first estimate or an eps that is not above 0;
 *   `missing-params` when `update` gets no parameters
 * @example
 * const opt = dadaptAdamw({ b1: 0, b2: 0.75, estimLr0: 0.5 })
 * const params = { w: 2 }
 * opt.update({ w: 4 }, opt.init(params), params)[0] // { w: -0.4999999975 }
 * @see Defazio and Mishchenko 2023, https://arxiv.org/abs/2301.07733
 */
export const dadaptAdamw = transformation(
  {
    name: 'dadaptAdamw',
    options,
    state: {
      count: counter(),
      expAvg: moment(),
      expAvgSq: moment(),
      gradSum: moment(),
      estimLr: scalar(0),
      numeratorWeighted: scalar(0),
    },
    needs: ['params'],
    rule: (
      { update, param, count, expAvg, expAvgSq, gradSum, estimLr, numeratorWeighted },
      { learningRate, b1, b2, eps, estimLr0, weightDecay },
    ) => {
      const t = increment(count)
      const before = select(equal(count, 0), estimLr0, estimLr)
      const rate = mul(mul(before, learningRate), div(sqrt(sub(1, pow(b2, t))), sub(1, pow(b1, t))))
      const decay = sqrt(b2)
      const scaled = mul(rate, update)
      const mean = movingAverage(b1, expAvg, scaled)
      const squares = movingAverage(b2, expAvgSq, square(update))
      const sum = movingAverage(decay, gradSum, scaled)
      const agreement = reduceDot(update, div(gradSum, add(sqrt(expAvgSq), eps)), 'tree')
      const numerator = movingAverage(decay, numeratorWeighted, mul(rate, agreement))
      const length = reduceSum(abs(sum), 'tree')
      const estimate = select(equal(length, 0), before, max(before, div(numerator, mul(sub(1, decay), length))))
      return {
        update: sub(mul(neg(mul(weightDecay, rate)), param), div(mean, add(sqrt(squares), eps))),
        count: t,
        expAvg: mean,
        expAvgSq: squares,
        gradSum: sum,
        estimLr: estimate,
        numeratorWeighted: numerator,
      }
    },
  },
  (given: DadaptAdamwOptions = {}) => given,
)
