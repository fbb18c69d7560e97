/** Scale by the standard deviation. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, div, increment, max, movingAverage, sqrt, square, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { without } from '../options/without.ts'
import { counter, moment } from '../rule/index.ts'
import { scaleByRms } from './scaleByRms.ts'

const options = without(scaleByRms.schema, 'of')

/** Options of `scaleByStddev`: those of `scaleByRms`, without `of`. */
export type ScaleByStddevOptions = Given<typeof options>

/**
 * Divide the updates by a running estimate of their standard deviation: centered RMSProp.
 *
 * m' = decay·m + (1 - decay)·u, v' = decay·v + (1 - decay)·u², s = max(v' - m'², 0),
 * u' = u/√(s + eps), or u/(√s + eps) without `epsInSqrt`
 *
 * With `biasCorrection`, m' and v' are divided by 1 - decayᵗ, t = count + 1, where s uses them. The difference v' - m'²
 * is never negative but for rounding, which the maximum takes back; optax gives NaN there.
 *
 * State: `count`, `mu` and `nu`, the means of the updates and of their squares, shaped like the parameters, in their
 * dtypes. `nu` starts at `initialScale`.
 *
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1), a negative eps or initialScale
 * @example
 * const opt = scaleByStddev({ decay: 0.5, eps: 0 })
 * opt.update({ w: -3 }, opt.init({ w: 0 }))[0] // { w: -2 }
 * @see Graves 2013, equations 38 to 41, https://arxiv.org/abs/1308.0850
 */
export const scaleByStddev = transformation(
  {
    name: 'scaleByStddev',
    options,
    state: { count: counter(), mu: moment(), nu: moment('initialScale') },
    rule: ({ update, count, mu, nu }, { decay, eps, epsInSqrt, biasCorrection }) => {
      const t = increment(count)
      const m = movingAverage(decay, mu, update)
      const v = movingAverage(decay, nu, square(update))
      const [mHat, vHat] = biasCorrection ? [debias(m, decay, t), debias(v, decay, t)] : [m, v]
      const variance = max(sub(vHat, square(mHat)), 0)
      const root = epsInSqrt ? sqrt(add(variance, eps)) : add(sqrt(variance), eps)
      return { update: div(update, root), count: t, mu: m, nu: v }
    },
  },
  (given: ScaleByStddevOptions = {}) => given,
)
