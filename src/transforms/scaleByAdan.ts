/** The Adan direction. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, div, equal, increment, movingAverage, mul, select, sqrt, square, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** Decay of the mean of the updates, a fraction per step in [0, 1). */
  b1: hyperparameter(0.98, decayRange),
  /** Decay of the mean of their differences, a fraction per step in [0, 1). */
  b2: hyperparameter(0.92, decayRange),
  /** Decay of the mean of squares, a fraction per step in [0, 1). */
  b3: hyperparameter(0.99, decayRange),
  /** Added to the root, so that the step stays bounded where the gradient vanishes. */
  eps: hyperparameter(1e-8, nonNegative),
  /** Added under the root. */
  epsRoot: hyperparameter(0, nonNegative),
}

/** Options of `scaleByAdan`. */
export type ScaleByAdanOptions = Given<typeof options>

/**
 * Nesterov momentum estimated from differences of updates, over the root of a running mean of squares.
 *
 * t = count + 1, d = u - g, 0 at the first step, m' = b₁m + (1 - b₁)u, v' = b₂v + (1 - b₂)d,
 * n' = b₃n + (1 - b₃)(u + b₂d)², g' = u,
 * u' = (m'/(1 - b₁ᵗ) + b₂v'/(1 - b₂ᵗ)) / (√(n'/(1 - b₃ᵗ) + epsRoot) + eps)
 *
 * A decay here is what is kept; in the paper β is what is new, and differences are weighed by 1 - β₂. optax keeps that
 * letter for letter, so that it weighs them by what is new.
 *
 * State: `count`; `m`, `v` and `n`, the means of updates, differences and squares; and `g`, the last updates; all shaped
 * like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1), or a negative eps
 * @example
 * const opt = scaleByAdan({ eps: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: 1 }
 * @see Xie et al. 2022, algorithm 1, https://arxiv.org/abs/2208.06677
 */
export const scaleByAdan = transformation(
  {
    name: 'scaleByAdan',
    options,
    state: { count: counter(), m: moment(), v: moment(), n: moment(), g: moment() },
    rule: ({ update, count, m, v, n, g }, { b1, b2, b3, eps, epsRoot }) => {
      const t = increment(count)
      const difference = select(equal(count, 0), 0, sub(update, g))
      const [mNext, vNext] = [movingAverage(b1, m, update), movingAverage(b2, v, difference)]
      const nNext = movingAverage(b3, n, square(add(update, mul(b2, difference))))
      const direction = add(debias(mNext, b1, t), mul(b2, debias(vNext, b2, t)))
      return {
        update: div(direction, add(sqrt(add(debias(nNext, b3, t), epsRoot)), eps)),
        count: t,
        m: mNext,
        v: vNext,
        n: nNext,
        g: update,
      }
    },
  },
  (given: ScaleByAdanOptions = {}) => given,
)
