/** Scale by the root of the mean square. @module */
import { transformation } from '../define/transformation.ts'
import { add, debias, div, increment, movingAverage, sqrt, square } from '../expr/index.ts'
import { choice, flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative, number } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** Decay of the mean square, a fraction per step in [0, 1). */
  decay: hyperparameter(0.9, decayRange),
  /** Added so that the step stays bounded where the gradient vanishes: a square inside the root, a length outside. */
  eps: hyperparameter(1e-8, nonNegative),
  /** The mean square before the first step. */
  initialScale: number(0, nonNegative),
  /** Whether eps is added under the root (as in optax and TensorFlow) or to it (as in PyTorch). */
  epsInSqrt: flag(true),
  /** Whether the mean square is divided by the weight its terms have had so far. */
  biasCorrection: flag(false),
  /** Whose squares are averaged: what flows in, or the gradient that entered the chain around this link. */
  of: choice('update', 'gradient'),
}

/** Options of `scaleByRms`. */
export type ScaleByRmsOptions = Given<typeof options>

/**
 * Divide the updates by the root of a running mean of squares.
 *
 * v' = decay·v + (1 - decay)·x², u' = u/√(v' + eps), or u/(√v' + eps) without `epsInSqrt`
 *
 * x is the update itself, or with `of: 'gradient'` the gradient that entered the chain. With `biasCorrection`, v' is
 * divided by 1 - decayᵗ, t = count + 1, where the update uses it. With eps = 0 an element whose squares are all 0
 * becomes NaN.
 *
 * State: `count`, and `nu`, the mean square, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1), a negative eps or initialScale
 * @example
 * const opt = scaleByRms({ decay: 0.75, eps: 0 })
 * opt.update({ w: -3 }, opt.init({ w: 0 }))[0] // { w: -2 }
 * @see Tieleman and Hinton 2012, lecture 6.5
 */
export const scaleByRms = transformation(
  {
    name: 'scaleByRms',
    options,
    state: { count: counter(), nu: moment('initialScale') },
    rule: ({ update, gradient, count, nu }, { decay, eps, epsInSqrt, biasCorrection, of }) => {
      const t = increment(count)
      const v = movingAverage(decay, nu, square(of === 'gradient' ? gradient : update))
      const vHat = biasCorrection ? debias(v, decay, t) : v
      return { update: div(update, epsInSqrt ? sqrt(add(vHat, eps)) : add(sqrt(vHat), eps)), count: t, nu: v }
    },
  },
  (given: ScaleByRmsOptions = {}) => given,
)
