/** The Lion direction. @module */
import { transformation } from '../define/transformation.ts'
import { abs, increment, less, movingAverage, mul, select, sign, tanh, type Expr } from '../expr/index.ts'
import { choice } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** How much of the mean goes into the step, a fraction in [0, 1). */
  b1: hyperparameter(0.9, decayRange),
  /** Decay of the mean, a fraction per step in [0, 1). */
  b2: hyperparameter(0.99, decayRange),
  /** `'hard'` steps by the sign, `'smooth'` by a hyperbolic tangent, `'refined'` by what is within ±1, and its sign beyond. */
  mode: choice('hard', 'smooth', 'refined'),
  /** How steep the hyperbolic tangent is. */
  smoothBeta: hyperparameter(1),
}

/** Options of `scaleByLion`. */
export type ScaleByLionOptions = Given<typeof options>

/**
 * Step by the sign of a mean of the update and a running mean, which forgets more slowly.
 *
 * c = b₁mu + (1 - b₁)u, u' = sign c, mu' = b₂mu + (1 - b₂)u
 *
 * With mode `'smooth'`, u' = tanh(smoothBeta·c); with `'refined'`, u' = c where |c| < 1.
 *
 * State: `count`, and `mu`, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or another mode
 * @example
 * const opt = scaleByLion()
 * opt.update({ w: -4 }, opt.init({ w: 0 }))[0] // { w: -1 }
 * @see Chen et al. 2023, algorithm 2, https://arxiv.org/abs/2302.06675
 */
export const scaleByLion = transformation(
  {
    name: 'scaleByLion',
    options,
    state: { count: counter(), mu: moment() },
    rule: ({ update, count, mu }, { b1, b2, mode, smoothBeta }) => {
      const mean = movingAverage(b1, mu, update)
      const directions: Readonly<Record<typeof mode, () => Expr>> = {
        hard: () => sign(mean),
        smooth: () => tanh(mul(smoothBeta, mean)),
        refined: () => select(less(abs(mean), 1), mean, sign(mean)),
      }
      return { update: directions[mode](), count: increment(count), mu: movingAverage(b2, mu, update) }
    },
  },
  (given: ScaleByLionOptions = {}) => given,
)
