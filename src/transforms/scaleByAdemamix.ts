/** The AdEMAMix direction. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, div, increment, movingAverage, mul, sqrt, square } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter } from '../options/number.ts'
import { without } from '../options/without.ts'
import { counter, moment } from '../rule/index.ts'
import { scaleByAdam } from './scaleByAdam.ts'

const options = {
  ...without(scaleByAdam.schema, 'nesterov'),
  /** Decay of the slow mean, a fraction per step in [0, 1). */
  b3: hyperparameter(0.9999, decayRange),
  /** The weight of the slow mean. */
  alpha: hyperparameter(6),
}

/** Options of `scaleByAdemamix`. */
export type ScaleByAdemamixOptions = Given<typeof options>

/**
 * Adam with a second mean, which remembers far longer and so still knows gradients of thousands of steps ago.
 *
 * t = count + 1, m1' = b₁m1 + (1 - b₁)u, m2' = b₃m2 + (1 - b₃)u, nu' = b₂nu + (1 - b₂)u²,
 * u' = (m1'/(1 - b₁ᵗ) + alpha·m2') / (√(nu'/(1 - b₂ᵗ) + epsRoot) + eps)
 *
 * The slow mean is not corrected for starting at 0: it comes in slowly. The paper lets `alpha` and `b3` rise as well, which
 * a schedule of either does.
 *
 * State: `count`; `m1`, `m2` and `nu`, the fast and the slow mean and that of squares, shaped like the parameters, in their
 * dtypes, before bias correction.
 *
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1), or a negative eps
 * @example
 * const opt = scaleByAdemamix({ b3: 0.5, alpha: 2, eps: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: 2 }
 * @see Pagliardini, Ablin and Grangier 2024, algorithm 1, https://arxiv.org/abs/2409.03137
 */
export const scaleByAdemamix = transformation(
  {
    name: 'scaleByAdemamix',
    options,
    state: { count: counter(), m1: moment(), m2: moment(), nu: moment() },
    rule: ({ update, count, m1, m2, nu }, { b1, b2, b3, alpha, eps, epsRoot }) => {
      const t = increment(count)
      const [fast, slow] = [movingAverage(b1, m1, update), movingAverage(b3, m2, update)]
      const v = movingAverage(b2, nu, square(update))
      const direction = add(debias(fast, b1, t), mul(alpha, slow))
      return {
        update: div(direction, add(sqrt(add(debias(v, b2, t), epsRoot)), eps)),
        count: t,
        m1: fast,
        m2: slow,
        nu: v,
      }
    },
  },
  (given: ScaleByAdemamixOptions = {}) => given,
)
