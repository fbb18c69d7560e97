/** Stop leaves from changing. @module */
import { recipe } from '../define/recipe.ts'
import { mask } from '../options/choices.ts'
import type { Mask } from '../pytree/index.ts'
import { setToZero } from '../transforms/setToZero.ts'
import { masked } from './masked.ts'

const options = {
  /** The leaves that are frozen. */
  mask: mask(),
}

/**
 * Set the updates of some leaves to zero; the others pass unchanged: `masked(setToZero(), mask)`.
 *
 * uᵢ = 0 for leaves i in the mask, uᵢ otherwise
 *
 * What stands before it in a chain still sees the frozen leaves: put it last to freeze them whatever the chain does, or
 * first to keep their gradients out of norms as well. `selectiveTransform` does both and keeps no state for them.
 *
 * @param leaves which are frozen, in any form that `masked` takes
 * @throws OptfuseError as `masked` does
 * @example
 * const opt = chain(sgd(1), freeze(['backbone.**']))
 * const params = { backbone: { w: 0 }, head: 0 }
 * opt.update({ backbone: { w: 1 }, head: 1 }, opt.init(params))[0] // { backbone: { w: 0 }, head: -1 }
 */
export const freeze = recipe(
  { name: 'freeze', options, build: (given) => masked(setToZero(), given.mask) },
  (leaves: Mask) => ({ mask: leaves }),
)
