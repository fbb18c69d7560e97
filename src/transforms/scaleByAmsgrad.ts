/** The AMSGrad step. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, div, increment, max, movingAverage, sqrt, square } from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { without } from '../options/without.ts'
import { counter, moment } from '../rule/index.ts'
import { scaleByAdam } from './scaleByAdam.ts'

const options = {
  ...without(scaleByAdam.schema, 'nesterov'),
  /** Whether the first moment is corrected for its start at 0; the paper does not. */
  biasCorrectionMu: flag(true),
  /** Whether the second moment is corrected before its maximum is taken; the paper does not. */
  biasCorrectionNu: flag(true),
  /** Whether the maximum is corrected where it is divided by; in place of `biasCorrectionNu`, as in PyTorch. */
  biasCorrectionMax: flag(false),
}

/** Options of `scaleByAmsgrad`. */
export type ScaleByAmsgradOptions = Given<typeof options>

/**
 * Adam with the largest second moment so far in place of the present one, so that no step grows longer because a large
 * gradient is forgotten.
 *
 * t = count + 1, m' = b₁m + (1 - b₁)u, v' = b₂v + (1 - b₂)u², x' = max(x, v'/(1 - b₂ᵗ)),
 * u' = m'/(1 - b₁ᵗ) / (√(x' + epsRoot) + eps)
 *
 * As in optax, the maximum is of corrected moments; without `biasCorrectionNu` it is of v' itself, as in the paper, and
 * without `biasCorrectionMu` the numerator is m'. PyTorch takes the maximum of v' and corrects that, x'/(1 - b₂ᵗ): without
 * `biasCorrectionNu` and with `biasCorrectionMax`.
 *
 * State: `count`, `mu` and `nu`, the moments before their correction, and `nuMax`, x, shaped like the parameters, in
 * their dtypes.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative eps
 * @example
 * const opt = scaleByAmsgrad({ b1: 0, b2: 0, eps: 0 })
 * const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
 * opt.update({ w: 1 }, state)[0] // { w: 0.25 }
 * @see Reddi, Kale and Kumar 2018, algorithm 2, https://arxiv.org/abs/1904.09237
 */
export const scaleByAmsgrad = transformation(
  {
    name: 'scaleByAmsgrad',
    options,
    state: { count: counter(), mu: moment(), nu: moment(), nuMax: moment() },
    rule: ({ update, count, mu, nu, nuMax }, { b1, b2, eps, epsRoot, ...corrections }) => {
      const { biasCorrectionMu, biasCorrectionNu, biasCorrectionMax } = corrections
      const t = increment(count)
      const m = movingAverage(b1, mu, update)
      const v = movingAverage(b2, nu, square(update))
      const largest = max(nuMax, biasCorrectionNu ? debias(v, b2, t) : v)
      const mHat = biasCorrectionMu ? debias(m, b1, t) : m
      const xHat = biasCorrectionMax ? debias(largest, b2, t) : largest
      return { update: div(mHat, add(sqrt(add(xHat, epsRoot)), eps)), count: t, mu: m, nu: v, nuMax: largest }
    },
  },
  (given: ScaleByAmsgradOptions = {}) => given,
)
