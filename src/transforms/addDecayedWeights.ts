/** Weight decay. @module */
import { transformation } from '../define/transformation.ts'
import { add, equal, mul, select } from '../expr/index.ts'
import { mask, nullable } from '../options/choices.ts'
import { hyperparameter } from '../options/number.ts'
import type { Mask } from '../pytree/index.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** The share of each parameter that is added to its update. */
  weightDecay: hyperparameter(0),
  /** The leaves that are decayed; all by default. */
  mask: nullable(mask()),
}

/**
 * Add a share of the parameters to the updates.
 *
 * u' = u + weightDecay·θ in the leaves of the mask, u in the others
 *
 * A share fixed at 0 leaves every update as it is, even that of an infinite parameter.
 * Before the moments this is the gradient of an L2 penalty; after them, as in AdamW, it is decoupled weight decay.
 *
 * State: `count`.
 *
 * @param weightDecay the share added, per step and unit of learning rate, or a schedule; 0 by default
 * @param rest.mask the leaves that are decayed, in any form that `masked` takes; all by default
 * @throws OptfuseError `invalid-option` for a share that is not finite; `missing-params` when `update` gets no parameters
 * @example
 * const opt = addDecayedWeights(0.5)
 * const params = { w: 4 }
 * opt.update({ w: 1 }, opt.init(params), params)[0] // { w: 3 }
 * @see Loshchilov and Hutter 2017, algorithm 2, https://arxiv.org/abs/1711.05101
 */
export const addDecayedWeights = transformation(
  {
    name: 'addDecayedWeights',
    options,
    state: { count: counter() },
    needs: ['params'],
    rule: ({ update, param }, { weightDecay, mask: decayed }) => {
      const sum = add(update, mul(weightDecay, param))
      // None is a selection, since 0 times an infinite parameter is NaN; another fixed share needs no such question.
      const isNone = weightDecay.kind === 'hyper' && weightDecay.value === 0
      const next = isNone ? select(equal(weightDecay, 0), update, sum) : sum
      return { update: decayed === null ? next : select(decayed, next, update) }
    },
  },
  (weightDecay?: Hyperparameter, rest: { readonly mask?: Mask | null } = {}) => ({ weightDecay, ...rest }),
)
