/** Start the counts of a state anew. @module */
import type { AnyGradientTransformation } from '../rule/index.ts'
import { openState, withSlots } from './openState.ts'

/**
 * The state with every count of steps back at 0 and all else kept: moments, numbers, flags. Schedules start over; so do
 * bias corrections, which then treat the moments as those of the first step.
 *
 * @throws OptfuseError `invalid-state` for the state of another transformation
 * @example
 * const opt = trace(0.9)
 * const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
 * resetCounts(opt, state) // { count: 0, trace: { w: 1 } }
 */
export function resetCounts<State>(transformation: AnyGradientTransformation, state: State): State
export function resetCounts(transformation: AnyGradientTransformation, state: unknown): unknown {
  const opened = openState(transformation, state, 'resetCounts')
  return withSlots(transformation, opened, ({ kind }) => (kind === 'counter' ? 0 : undefined))
}
