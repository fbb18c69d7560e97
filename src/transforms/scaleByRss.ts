/** Scale by the root of the sum of squares. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, equal, select, sqrt, square } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, number } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** The sum of squares before the first step. */
  initialAccumulatorValue: number(0.1, nonNegative),
  /** Added under the root. */
  eps: hyperparameter(1e-7, nonNegative),
}

/** Options of `scaleByRss`. */
export type ScaleByRssOptions = Given<typeof options>

/**
 * Divide the updates by the root of the sum of all their squares so far: Adagrad's step.
 *
 * s' = s + u², u' = u/√(s' + eps), and 0 where s' is 0
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
    rule: ({ update, sumOfSquares }, { eps }) => {
      const sum = add(square(update), sumOfSquares)
      return { update: select(equal(sum, 0), 0, div(update, sqrt(add(sum, eps)))), sumOfSquares: sum }
    },
  },
  (given: ScaleByRssOptions = {}) => given,
)
