/** Momentum as an accumulated trace. @module */
import { transformation } from '../define/transformation.ts'
import { add, mul, select, equal, sub } from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, requiredHyperparameter } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  /** How much of the trace is kept, a fraction per step in [0, 1]. */
  decay: requiredHyperparameter({ min: 0, max: 1 }),
  /** Whether the update looks one step ahead along the trace. */
  nesterov: flag(false),
  /** How much of each update after the first is held back from the trace, a fraction in [0, 1]; as in PyTorch. */
  dampening: hyperparameter(0, { min: 0, max: 1 }),
}

/** Options of `trace` beside its decay. */
export type TraceOptions = Given<Omit<typeof options, 'decay'>>

/**
 * Accumulate a decaying sum of the updates: momentum.
 *
 * v' = u + decay·v, u' = v'; with `nesterov`, u' = u + decay·v'.
 * With `dampening`, v' = (1 - dampening)·u + decay·v from the second step on; the first trace is the update itself.
 *
 * State: `count`, and `trace`, shaped like the parameters, in their dtypes.
 *
 * @param decay how much of the trace is kept, a fraction per step in [0, 1], or a schedule
 * @throws OptfuseError `invalid-option` for a decay or dampening outside [0, 1]
 * @example
 * const opt = trace(0.9)
 * const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
 * opt.update({ w: 1 }, state)[0] // { w: 1.9 }
 * @see Sutskever et al. 2013, equations 1 and 2; Polyak 1964
 */
export const trace = transformation(
  {
    name: 'trace',
    options,
    state: { count: counter(), trace: moment() },
    rule: ({ update, count, trace: before }, { decay, nesterov, dampening }) => {
      const share = select(equal(count, 0), 1, sub(1, dampening))
      const after = add(mul(share, update), mul(decay, before))
      return { update: nesterov ? add(update, mul(decay, after)) : after, trace: after }
    },
  },
  (decay: Hyperparameter, rest: TraceOptions = {}) => ({ decay, ...rest }),
)
