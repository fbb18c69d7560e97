/** The ACProp direction. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, div, equal, increment, movingAverage, select, sqrt, square, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { without } from '../options/without.ts'
import { counter, moment } from '../rule/index.ts'
import { scaleByBelief } from './scaleByBelief.ts'

const options = without(scaleByBelief.schema, 'nesterov')

/** Options of `scaleByAcprop`. */
export type ScaleByAcpropOptions = Given<typeof options>

/**
 * Divide each update by how far those before it were from their running mean: AdaBelief with a denominator that does not know
 * the update yet.
 *
 * mu' = b₁mu + (1 - b₁)u, nu' = b₂nu + (1 - b₂)(u - mu')² + epsRoot,
 * u' = u / (√(nu/(1 - b₂ᶜᵒᵘⁿᵗ)) + eps), at the first step u' = u/(1 + eps)
 *
 * In optax's code mu, the mean before this update, stands in place of mu', which makes the distances 1/b₁ times as large.
 *
 * State: `count`, `mu` and `nu`, the mean and the mean of squared distances, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative eps
 * @example
 * const opt = scaleByAcprop({ b1: 0.5, eps: 0, epsRoot: 0 })
 * const [first, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
 * first // { w: 4 }
 * opt.update({ w: 6 }, state)[0] // { w: 3 }
 * @see Zhuang et al. 2021, https://arxiv.org/abs/2110.05454
 */
export const scaleByAcprop = transformation(
  {
    name: 'scaleByAcprop',
    options,
    state: { count: counter(), mu: moment(), nu: moment() },
    rule: ({ update, count, mu, nu }, { b1, b2, eps, epsRoot }) => {
      const m = movingAverage(b1, mu, update)
      const before = select(equal(count, 0), 1, debias(nu, b2, count))
      return {
        update: div(update, add(sqrt(before), eps)),
        count: increment(count),
        mu: m,
        nu: add(movingAverage(b2, nu, square(sub(update, m))), epsRoot),
      }
    },
  },
  (given: ScaleByAcpropOptions = {}) => given,
)
