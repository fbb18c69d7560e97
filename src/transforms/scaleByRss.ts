/** Scale by the root of the sum of squares. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, equal, select, sqrt, square } from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, number } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** The sum of squares before the first step. */
  initialAccumulatorValue: number(0.1, nonNegative),
  /** Added so that the first steps stay bounded: a square inside the root, a length outside. */
  eps: hyperparameter(1e-7, nonNegative),
  /** Whether eps is added under the root (as in optax and Keras) or to it (as in PyTorch). */
  epsInSqrt: flag(true),
}

/** Options of `scaleByRss`. */
export type ScaleByRssOptions = Given<typeof options>

/**
 * Divide the updates by the root of the sum of all their squares so far: Adagrad's step.
 *
 * s' = s + u², u' = u/√(s' + eps), or u/(√s' + eps) without `epsInSqrt`, and 0 where s' is 0
 *
 * An element that is seldom other than 0 keeps a small sum, and so takes long steps when its turn comes.
 *
 * State: `count`, and `sumOfSquares`, shaped like the parameters, in their dtypes, `initialAccumulatorValue` at first.
 *
 * @throws OptfuseError `invalid-option` for a negative initialAccumulatorValue or eps
 * @example
 * const opt = scaleByRss({ initialAccumulatorValue: 0, eps: 0 })
 * const [, state] = opt.update({ w: 3 }, opt.init({ w: 0 }))
 * opt.update({ w: 4 }, state)[0] // { w: 0.8 }
 * @see Duchi, Hazan and Singer 2011, section 1.1
 */
export const scaleByRss = transformation(
  {
    name: 'scaleByRss',
    options,
    state: { count: counter(), sumOfSquares: moment('initialAccumulatorValue') },
    rule: ({ update, sumOfSquares }, { eps, epsInSqrt }) => {
      const sum = add(square(update), sumOfSquares)
      const root = epsInSqrt ? sqrt(add(sum, eps)) : add(sqrt(sum), eps)
      return { update: select(equal(sum, 0), 0, div(update, root)), sumOfSquares: sum }
    },
  },
  (given: ScaleByRssOptions = {}) => given,
)
