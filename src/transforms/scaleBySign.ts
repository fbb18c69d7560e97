/** Keep only the sign. @module */
import { transformation } from '../define/transformation.ts'
import { sign } from '../expr/index.ts'

/**
 * Replace the updates by their signs.
 *
 * u' = 1 where u > 0, -1 where u < 0, and u itself where it is ±0 or NaN
 *
 * State: none, an empty record.
 *
 * @example
 * const opt = scaleBySign()
 * opt.update({ a: -3, b: 0 }, opt.init({ a: 0, b: 0 }))[0] // { a: -1, b: 0 }
 * @see Bernstein et al. 2018, algorithm 1, https://arxiv.org/abs/1802.04434
 */
export const scaleBySign = transformation(
  { name: 'scaleBySign', options: {}, state: {}, rule: ({ update }) => ({ update: sign(update) }) },
  () => ({}),
)
