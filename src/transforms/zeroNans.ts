/** Replace what is not a number by 0. @module */
import { transformation } from '../define/transformation.ts'
import { any, isNaN, select } from '../expr/index.ts'
import { leafFlag } from '../rule/index.ts'

/**
 * Replace every element that is NaN by 0.
 *
 * u' = 0 where u is NaN, otherwise u; infinite elements stay
 *
 * State: `foundNan`, for each leaf whether this step's updates held a NaN; false before the first step.
 *
 * @example
 * const opt = zeroNans()
 * const [updates, state] = opt.update({ a: NaN, b: 2 }, opt.init({ a: 0, b: 0 }))
 * updates // { a: 0, b: 2 }
 * state.foundNan // { a: true, b: false }
 */
export const zeroNans = transformation(
  {
    name: 'zeroNans',
    options: {},
    state: { foundNan: leafFlag() },
    rule: ({ update }) => ({ update: select(isNaN(update), 0, update), foundNan: any(isNaN(update), 'leaf') }),
  },
  () => ({}),
)
