/** The AdaMax step. @module */
import { transformation } from '../define/transformation.ts'
import { abs, add, debias, div, increment, max, movingAverage, mul } from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { without } from '../options/without.ts'
import { counter, moment } from '../rule/index.ts'
import { scaleByAdam } from './scaleByAdam.ts'

const options = {
  ...without(without(scaleByAdam.schema, 'nesterov'), 'epsRoot'),
  /** Whether eps is added to each magnitude (as in optax and PyTorch) or to the maximum of them (as in Keras). */
  epsInMax: flag(true),
}

/** Options of `scaleByAdamax`. */
export type ScaleByAdamaxOptions = Given<typeof options>

/**
 * Divide a running mean of the updates by a decaying maximum of their magnitudes: Adam in the infinity norm.
 *
 * t = count + 1, m' = b₁m + (1 - b₁)u, v' = max(b₂v, |u| + eps), u' = m'/(1 - b₁ᵗ) / v'
 *
 * As in optax and PyTorch, eps is inside the maximum, which starts at 0 and needs no correction; without `epsInMax`,
 * v' = max(b₂v, |u|), which v' + eps stands for where the update is divided. With eps = 0 an element whose updates are all 0
 * becomes NaN.
 *
 * State: `count`, `mu` and `nu`, the mean and the maximum, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative eps
 * @example
 * const opt = scaleByAdamax({ b2: 0.5, eps: 0 })
 * opt.update({ w: -4 }, opt.init({ w: 0 }))[0] // { w: -1 }
 * @see Kingma and Ba 2014, algorithm 2, https://arxiv.org/abs/1412.6980
 */
export const scaleByAdamax = transformation(
  {
    name: 'scaleByAdamax',
    options,
    state: { count: counter(), mu: moment(), nu: moment() },
    rule: ({ update, count, mu, nu }, { b1, b2, eps, epsInMax }) => {
      const t = increment(count)
      const m = movingAverage(b1, mu, update)
      const largest = max(epsInMax ? add(abs(update), eps) : abs(update), mul(b2, nu))
      const divisor = epsInMax ? largest : add(largest, eps)
      return { update: div(debias(m, b1, t), divisor), count: t, mu: m, nu: largest }
    },
  },
  (given: ScaleByAdamaxOptions = {}) => given,
)
