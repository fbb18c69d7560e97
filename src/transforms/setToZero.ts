/** Drop every update. @module */
import { transformation } from '../define/transformation.ts'

/**
 * Replace every update by 0, whatever it was: parameters under it stay frozen.
 *
 * u' = 0, also where u is NaN or infinite
 *
 * State: none, an empty record.
 *
 * @example
 * const opt = setToZero()
 * opt.update({ w: NaN }, opt.init({ w: 0 }))[0] // { w: 0 }
 */
export const setToZero = transformation(
  { name: 'setToZero', options: {}, state: {}, rule: () => ({ update: 0 }) },
  () => ({}),
)
