/** The NovoGrad direction. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, equal, increment, movingAverage, mul, reduceSumOfSquares, select, sqrt } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, decayRange, nonNegative } from '../options/number.ts'
import { counter, leafScalar, moment } from '../rule/index.ts'

const options = {
  /** The decay of the momentum, a fraction per step in [0, 1). */
  b1: hyperparameter(0.9, decayRange),
  /** The decay of the mean of squared norms, a fraction per step in [0, 1). */
  b2: hyperparameter(0.25, decayRange),
  /** Added to the root. */
  eps: hyperparameter(1e-8, nonNegative),
  /** Added below the root. */
  epsRoot: hyperparameter(0, nonNegative),
  /** The share of each parameter that is added to its normalized gradient. */
  weightDecay: hyperparameter(0),
}

/** Options of `scaleByNovograd`. */
export type ScaleByNovogradOptions = Given<typeof options>

/**
 * Divide each leaf by a running mean of its norm and gather the momentum of that: one number of memory a leaf where Adam keeps
 * one an element.
 *
 * n = Σu² over the leaf, nu' = n at the first step, then b₂nu + (1 - b₂)n,
 * mu' = b₁mu + u/(√(nu' + epsRoot) + eps) + weightDecay·θ, u' = mu'
 *
 * The momentum is a sum, not a mean: steps are about 1/(1 - b₁) times as long as those of Adam.
 *
 * State: `count`; `mu`, shaped like the parameters, in their dtypes; `nu`, one number for each leaf.
 *
 * @throws OptfuseError `invalid-option` for b1 or b2 outside [0, 1), or a negative eps; `missing-params` when `update` gets no
 *   parameters
 * @example
 * const opt = scaleByNovograd({ b1: 0.5, eps: 0 })
 * const params = { w: new Float32Array(4) }
 * opt.update({ w: Float32Array.of(1, 1, 1, 1) }, opt.init(params), params)[0].w // Float32Array [0.5, 0.5, 0.5, 0.5]
 * @see Ginsburg et al. 2019, algorithm 1, https://arxiv.org/abs/1905.11286
 */
export const scaleByNovograd = transformation(
  {
    name: 'scaleByNovograd',
    options,
    state: { count: counter(), mu: moment(), nu: leafScalar() },
    needs: ['params'],
    rule: ({ update, param, count, mu, nu }, { b1, b2, eps, epsRoot, weightDecay }) => {
      const squares = reduceSumOfSquares(update, 'leaf')
      const n = select(equal(count, 0), squares, movingAverage(b2, nu, squares))
      const normalized = div(update, add(sqrt(add(n, epsRoot)), eps))
      const m = add(mul(b1, mu), add(normalized, mul(weightDecay, param)))
      return { update: m, count: increment(count), mu: m, nu: n }
    },
  },
  (given: ScaleByNovogradOptions = {}) => given,
)
