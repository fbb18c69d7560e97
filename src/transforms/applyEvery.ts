/** Hand the updates out every so many steps. @module */
import { transformation } from '../define/transformation.ts'
import { add, equal, increment, mod, select, sub } from '../expr/index.ts'
import { number } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** After how many steps the sum is handed out. */
  k: number(1, { min: 1, integer: true }),
}

/**
 * Sum the updates of `k` steps up and hand the sum out at the last of them; the other steps update by 0.
 *
 * c = count mod k, a' = u where c = 0, otherwise a + u, u' = a' where c = k - 1, otherwise 0
 *
 * Links before it see every gradient, links after it see the zeros too. The sum starts anew by a selection, so a step
 * that was NaN or infinite ends with its k steps.
 *
 * State: `count`, which goes back to 0 after k steps, and `gradAcc`, the sum, shaped like the parameters, in their
 * dtypes.
 *
 * @param k after how many steps the sum is handed out, a whole number >= 1; 1 by default
 * @throws OptfuseError `invalid-option` for a k that is not a whole number >= 1
 * @example
 * const opt = applyEvery(2)
 * const [first, state] = opt.update({ w: 3 }, opt.init({ w: 0 }))
 * first // { w: 0 }
 * opt.update({ w: 4 }, state)[0] // { w: 7 }
 */
export const applyEvery = transformation(
  {
    name: 'applyEvery',
    options,
    state: { count: counter(), gradAcc: moment() },
    rule: ({ update, count, gradAcc }, { k }) => {
      const c = mod(count, k)
      const sum = select(equal(c, 0), update, add(gradAcc, update))
      return { update: select(equal(c, sub(k, 1)), sum, 0), count: mod(increment(count), k), gradAcc: sum }
    },
  },
  (k?: number) => ({ k }),
)
