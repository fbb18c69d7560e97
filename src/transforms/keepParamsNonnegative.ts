/** Keep parameters from going below zero. @module */
import { transformation } from '../define/transformation.ts'
import { add, less, neg, select } from '../expr/index.ts'

/**
 * Stop each parameter at 0 where its update would take it below. It stands last, after the learning rate.
 *
 * u' = -θ where θ + u < 0, otherwise u
 *
 * A parameter that is below 0 already is moved to 0, unless its update takes it above.
 *
 * State: none.
 *
 * @throws OptfuseError `missing-params` when `update` gets no parameters
 * @example
 * const opt = chain(sgd(1), keepParamsNonnegative())
 * const params = { w: 1, b: 1 }
 * opt.update({ w: 3, b: 0.5 }, opt.init(params), params)[0] // { w: -1, b: -0.5 }
 */
export const keepParamsNonnegative = transformation(
  {
    name: 'keepParamsNonnegative',
    options: {},
    state: {},
    needs: ['params'],
    rule: ({ update, param }) => ({ update: select(less(add(param, update), 0), neg(param), update) }),
  },
  () => ({}),
)
