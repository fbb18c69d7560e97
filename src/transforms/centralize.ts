/** Subtract the mean of each row. @module */
import { transformation } from '../define/transformation.ts'
import { exceptFirst, greater, mean, rank, select, sub } from '../expr/index.ts'

/**
 * Give the updates of each row the mean 0: gradient centralization.
 *
 * u' = u - mean of u over all axes but the first; leaves of fewer than two axes stay as they are
 *
 * State: none, an empty record.
 *
 * @example
 * const opt = centralize()
 * const state = opt.init({ w: tensor(new Float32Array(4), [2, 2]) })
 * opt.update({ w: tensor(Float32Array.of(1, 3, 5, 5), [2, 2]) }, state)[0].w.data // Float32Array [-1, 1, 0, 0]
 * @see Yong et al. 2020, equation 1, https://arxiv.org/abs/2004.01461
 */
export const centralize = transformation(
  {
    name: 'centralize',
    options: {},
    state: {},
    rule: ({ update }) => ({
      update: select(greater(rank(), 1), sub(update, mean(update, exceptFirst)), update),
    }),
  },
  () => ({}),
)
