/** Read all values of a state that bear a name. @module */
import { formatPath } from '../pytree/index.ts'
import { placesAt } from './places.ts'
import type { CheckedName, StatePlace, StateValues } from './statePlace.ts'

/**
 * Everything in a state with a name such as `count`, or with a path that ends so, and where it is. There is at least one.
 *
 * @param state the state of any transformation
 * @throws OptfuseError `structure-mismatch` when there is no such place, suggesting the nearest; `invalid-pattern` for
 *   what is no path
 * @example
 * const state = adam(0.1).init({ w: 0 })
 * treeGetAll(state, 'count') // [{ path: '[0].count', value: 0 }, { path: '[1].count', value: 0 }]
 */
export function treeGetAll<S, const Name extends string>(
  state: S,
  name: Name & CheckedName<S, Name>,
): readonly StatePlace<StateValues<S, Name>>[]
export function treeGetAll(state: unknown, name: string): readonly StatePlace[] {
  return placesAt(state, name).map(({ keys, value }) => ({ path: formatPath(keys), value }))
}
