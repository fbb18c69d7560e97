/** Read one value of a state. @module */
import { placeAt } from './places.ts'
import type { CheckedName, StateValue } from './statePlace.ts'

/**
 * The slot, leaf or subtree of a state with a name such as `mu`, or at a path such as `[0].mu` or `adam.mu`. A path may
 * leave out its beginning as long as only one place ends so; a path from the root is always one.
 *
 * @param state the state of any transformation
 * @throws OptfuseError `structure-mismatch` when there is no such place, suggesting the nearest, or when there are
 *   several, listing them with their paths; `invalid-pattern` for what is no path
 * @example
 * const state = adam(0.1).init({ w: 0 })
 * treeGet(state, 'mu') // { w: 0 }
 * treeGet(state, '[1].count') // 0
 */
export function treeGet<S, const Name extends string>(state: S, name: Name & CheckedName<S, Name>): StateValue<S, Name>
export function treeGet(state: unknown, name: string): unknown {
  return placeAt(state, name).value
}
