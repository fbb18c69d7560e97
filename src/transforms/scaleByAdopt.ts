/** The ADOPT direction. @module */
import { transformation } from '../define/transformation.ts'
import { div, equal, increment, max, min, movingAverage, neg, pow, select, sqrt, square } from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** Decay of the first moment, a fraction per step in [0, 1). */
  b1: hyperparameter(0.9, decayRange),
  /** Decay of the second moment, a fraction per step in [0, 1). */
  b2: hyperparameter(0.9999, decayRange),
  /** The least root that updates are divided by. */
  eps: hyperparameter(1e-6, nonNegative),
  /** Whether the first moment looks one step ahead. */
  nesterov: flag(false),
  /** Whether quotients are kept within the fourth root of the step count. */
  useClipping: flag(true),
}

/** Options of `scaleByAdopt`. */
export type ScaleByAdoptOptions = Given<typeof options>

/**
 * Divide each update by the root of the squares before it, and take the mean of that: Adam in the other order, which
 * converges for every decay of the squares.
 *
 * d = u/max(√nu, eps), kept within ±count^¼, mu' = b₁mu + (1 - b₁)d, nu' = b₂nu + (1 - b₂)u², u' = mu'
 *
 * The first step only starts nu at u², and moves nothing. With `nesterov`, u' = b₁mu' + (1 - b₁)d; without `useClipping`, d has no
 * bounds.
 *
 * State: `count`, `mu` and `nu`, the two moments, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative eps
 * @example
 * const opt = scaleByAdopt({ b1: 0 })
 * const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
 * opt.update({ w: 2 }, state)[0] // { w: 0.5 }
 * @see Taniguchi et al. 2024, https://arxiv.org/abs/2411.02853
 */
export const scaleByAdopt = transformation(
  {
    name: 'scaleByAdopt',
    options,
    state: { count: counter(), mu: moment(), nu: moment() },
    rule: ({ update, count, mu, nu }, { b1, b2, eps, nesterov, useClipping }) => {
      const isFirst = equal(count, 0)
      const [b1Now, b2Now] = [select(isFirst, 1, b1), select(isFirst, 0, b2)]
      const quotient = div(update, max(sqrt(nu), eps))
      const bound = pow(count, 0.25)
      const direction = useClipping ? max(min(quotient, bound), neg(bound)) : quotient
      const m = movingAverage(b1Now, mu, direction)
      return {
        update: nesterov ? movingAverage(b1Now, m, direction) : m,
        count: increment(count),
        mu: m,
        nu: movingAverage(b2Now, nu, square(update)),
      }
    },
  },
  (given: ScaleByAdoptOptions = {}) => given,
)
