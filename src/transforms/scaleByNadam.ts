/** The NAdam direction. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, div, increment, movingAverage, mul, pow, sqrt, square, sub, type Operand } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { without } from '../options/without.ts'
import { counter, moment, scalar } from '../rule/index.ts'
import { scaleByAdam } from './scaleByAdam.ts'

const options = {
  ...without(scaleByAdam.schema, 'nesterov'),
  /** How fast the momentum grows from half of b1 to b1: 0.004 in PyTorch, 1 in Keras. */
  momentumDecay: hyperparameter(0.004, nonNegative),
}

/** Options of `scaleByNadam`. */
export type ScaleByNadamOptions = Given<typeof options>

/**
 * Adam that looks one step ahead with a momentum that grows, as in PyTorch and Keras. With a momentum that is always `b1` it is
 * `scaleByAdam({ nesterov: true })`, which is optax's.
 *
 * t = count + 1, μ(t) = b₁(1 - 0.96^(momentumDecay·t)/2), p' = p·μ(t), m' = b₁m + (1 - b₁)u, v' = b₂v + (1 - b₂)u²,
 * u' = (μ(t + 1)·m'/(1 - p'·μ(t + 1)) + (1 - μ(t))·u/(1 - p')) / (√(v'/(1 - b₂ᵗ) + epsRoot) + eps)
 *
 * State: `count`; `mu` and `nu`, the two moments, shaped like the parameters, in their dtypes, before bias correction;
 * `muProduct`, p, the product of the momentums so far, 1 at first.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or another number below 0
 * @example
 * const opt = scaleByNadam({ b1: 0.5, momentumDecay: 0, eps: 0 })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: 1.1333333333333333 }
 * @see Dozat 2016, algorithm 8
 */
export const scaleByNadam = transformation(
  {
    name: 'scaleByNadam',
    options,
    state: { count: counter(), mu: moment(), nu: moment(), muProduct: scalar(1) },
    rule: ({ update, count, mu, nu, muProduct }, { b1, b2, eps, epsRoot, momentumDecay }) => {
      const t = increment(count)
      const m = movingAverage(b1, mu, update)
      const v = movingAverage(b2, nu, square(update))
      const momentumAt = (step: Operand) => mul(b1, sub(1, mul(0.5, pow(0.96, mul(momentumDecay, step)))))
      const [now, next] = [momentumAt(t), momentumAt(increment(t))]
      const product = mul(muProduct, now)
      const mHat = add(mul(m, div(next, sub(1, mul(product, next)))), mul(update, div(sub(1, now), sub(1, product))))
      const step = div(mHat, add(sqrt(add(debias(v, b2, t), epsRoot)), eps))
      return { update: step, count: t, mu: m, nu: v, muProduct: product }
    },
  },
  (given: ScaleByNadamOptions = {}) => given,
)
