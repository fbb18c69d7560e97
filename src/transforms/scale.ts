/** Multiply by a number. @module */
import { transformation } from '../define/transformation.ts'
import { mul } from '../expr/index.ts'
import { requiredNumber } from '../options/number.ts'

const options = {
  /** What every update is multiplied by. */
  stepSize: requiredNumber(),
}

/**
 * Multiply the updates by a fixed number. For one that changes see `scaleBySchedule`.
 *
 * u' = stepSize·u
 *
 * State: none, an empty record.
 *
 * @param stepSize the factor; a negative one turns the updates round
 * @throws OptfuseError `invalid-option` for a factor that is not finite
 * @example
 * const opt = scale(-0.5)
 * opt.update({ w: 2 }, opt.init({ w: 0 }))[0] // { w: -1 }
 */
export const scale = transformation(
  { name: 'scale', options, state: {}, rule: ({ update }, { stepSize }) => ({ update: mul(update, stepSize) }) },
  (stepSize: number) => ({ stepSize }),
)
