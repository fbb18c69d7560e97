/** Replace values of a state. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { containerKind } from '../pytree/container.ts'
import { formatPath, type PathKey } from '../pytree/index.ts'
import { checkLike } from './checkLike.ts'
import { placeAt } from './places.ts'
import type { CheckedName, StateValue } from './statePlace.ts'

/** Fresh containers along the keys, everything else shared. */
const replaced = (tree: unknown, keys: readonly PathKey[], value: unknown): unknown => {
  const [key, ...rest] = keys
  if (key === undefined) return value
  if (Array.isArray(tree))
    return tree.map((each: unknown, i) => (i === Number(key) ? replaced(each, rest, value) : each))
  if (typeof tree !== 'object' || tree === null) return tree
  const next = { ...tree, [key]: replaced(Object.getOwnPropertyDescriptor(tree, key)?.value, rest, value) }
  const bare: object = Object.create(null)
  return containerKind(tree) === 'bare' ? Object.assign(bare, next) : next
}

/** What takes the place of a value of a state: a value like it, or a function of what is there. */
export type NewStateValue<V> = V | ((current: V) => V)

/**
 * A state with some values replaced, found as `treeGet` finds them. Pure: the containers on the way to a changed value are
 * new, everything else is shared with the state handed in.
 *
 * @param state the state of any transformation
 * @param changes names or paths, each with the new value or a function from the value there to the new one; applied in
 *   the order in which they are written
 * @throws OptfuseError `structure-mismatch`, `shape-mismatch` or `dtype-mismatch`, naming the path, for a value unlike the
 *   one it replaces; `structure-mismatch` for a name that no place or several places bear
 * @example
 * const state = scaleByAdam().init({ w: 0 })
 * treeSet(state, { mu: { w: 3 }, count: (count) => count + 5 }) // { count: 5, mu: { w: 3 }, nu: { w: 0 } }
 */
export function treeSet<S, Name extends string>(
  state: S,
  changes: { readonly [N in Name]: NewStateValue<StateValue<S, N>> & CheckedName<S, N> },
): S
export function treeSet(state: unknown, changes: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(changes).reduce((next, [name, change]) => {
    const { keys, value } = placeAt(next, name)
    if (value === undefined) {
      throw new OptfuseError('unsupported-leaf', 'a state cannot hold undefined.', { path: formatPath(keys) })
    }
    const given: unknown = typeof change === 'function' ? change(value) : change
    checkLike(value, given, 'the new value', keys)
    return replaced(next, keys, given)
  }, state)
}
