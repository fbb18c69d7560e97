/** The transformation that changes nothing. @module */
import { transformation } from '../define/transformation.ts'

/**
 * Pass the updates through unchanged: the neutral element of `chain`.
 *
 * u' = u
 *
 * State: none, an empty record.
 *
 * @example
 * const opt = identity()
 * opt.update({ w: 2 }, opt.init({ w: 0 }))[0] // { w: 2 }
 */
export const identity = transformation(
  { name: 'identity', options: {}, state: {}, rule: ({ update }) => ({ update }) },
  () => ({}),
)
