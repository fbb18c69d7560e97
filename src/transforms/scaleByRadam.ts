/** The RAdam direction. @module */
import { transformation } from '../define/transformation.ts'
import {
  add,
  debias,
  debiasedMean,
  div,
  greaterOrEqual,
  increment,
  movingAverage,
  mul,
  pow,
  select,
  sqrt,
  square,
  sub,
} from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'
import { scaleByAdam } from './scaleByAdam.ts'

const options = {
  ...scaleByAdam.schema,
  /** How many squares the second moment must rest on before it is divided by. */
  threshold: hyperparameter(5),
}

/** Options of `scaleByRadam`. */
export type ScaleByRadamOptions = Given<typeof options>

/**
 * Adam that waits until its second moment is worth something, and trusts it by how much it is: a warm-up of its own.
 *
 * t = count + 1, mu' = b₁mu + (1 - b₁)u, nu' = b₂nu + (1 - b₂)u², s = 2/(1 - b₂) - 1, p = s - 2t·b₂ᵗ/(1 - b₂ᵗ),
 * r = √((p - 4)(p - 2)s/((s - 4)(s - 2)p)),
 * u' = r·mu'/(1 - b₁ᵗ) / (√(nu'/(1 - b₂ᵗ) + epsRoot) + eps) where p >= threshold, otherwise u' = mu'/(1 - b₁ᵗ)
 *
 * With `nesterov`, b₁mu'/(1 - b₁ᵗ⁺¹) + (1 - b₁)u/(1 - b₁ᵗ) stands in place of mu'/(1 - b₁ᵗ).
 *
 * State: `count`, `mu` and `nu`, the two moments, shaped like the parameters, in their dtypes, before bias correction.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative eps
 * @example
 * const opt = scaleByRadam()
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: 4 }
 * @see Liu et al. 2019, algorithm 2, https://arxiv.org/abs/1908.03265
 */
export const scaleByRadam = transformation(
  {
    name: 'scaleByRadam',
    options,
    state: { count: counter(), mu: moment(), nu: moment() },
    rule: ({ update, count, mu, nu }, { b1, b2, eps, epsRoot, nesterov, threshold }) => {
      const t = increment(count)
      const m = movingAverage(b1, mu, update)
      const v = movingAverage(b2, nu, square(update))
      const mHat = debiasedMean(m, update, b1, t, nesterov)
      const most = sub(div(2, sub(1, b2)), 1)
      const remembered = pow(b2, t)
      const now = sub(most, div(mul(mul(2, t), remembered), sub(1, remembered)))
      const distance = (samples: typeof now) => mul(sub(samples, 4), sub(samples, 2))
      const trust = sqrt(div(mul(distance(now), most), mul(distance(most), now)))
      const adam = div(mul(trust, mHat), add(sqrt(add(debias(v, b2, t), epsRoot)), eps))
      return { update: select(greaterOrEqual(now, threshold), adam, mHat), count: t, mu: m, nu: v }
    },
  },
  (given: ScaleByRadamOptions = {}) => given,
)
