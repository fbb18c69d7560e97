/** Check that a value may take the place of another in a state. @module */
import { isOptfuseError, OptfuseError } from '../errors/OptfuseError.ts'
import { containerKind } from '../pytree/container.ts'
import { describe } from '../pytree/describe.ts'
import { flatten, flattenLike, formatPath, parsePath, type PathKey } from '../pytree/index.ts'
import { sameTies } from '../pytree/sameTies.ts'

/** The container with a number in place of each thing it holds, so that only the container is compared. */
const shell = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const kind = containerKind(value)
  if (kind === undefined) return value
  return Array.isArray(value)
    ? Array.from(value, () => 0)
    : Object.fromEntries(Object.keys(value).map((key) => [key, 0]))
}

const held = (container: object, key: string): unknown => Object.getOwnPropertyDescriptor(container, key)?.value

const compare = (current: unknown, value: unknown, label: string, keys: readonly PathKey[]): void => {
  try {
    flattenLike(flatten(current).def, value, label)
  } catch (error) {
    if (!isOptfuseError(error)) throw error
    throw new OptfuseError(error.code, error.detail, { path: formatPath([...keys, ...parsePath(error.path ?? '')]) })
  }
}

/** Whether there is a truth value of a leaf flag in it; trees of numbers have none. */
const hasFlags = (value: unknown): boolean => {
  const open = [value]
  while (open.length > 0) {
    const each = open.pop()
    if (typeof each === 'boolean') return true
    if (typeof each !== 'object' || each === null || containerKind(each) === undefined) continue
    for (const key of Object.keys(each)) open.push(held(each, key))
  }
  return false
}

/**
 * Refuse a value that is unlike what it replaces: other containers, shapes or dtypes, a number for a truth value, or other
 * places that share one array.
 *
 * @param label what the value is, for the message
 * @param at where in the state both stand
 */
export const checkLike = (current: unknown, value: unknown, label: string, at: readonly PathKey[]): void => {
  if (!hasFlags(current)) {
    compare(current, value, label, at)
    const { def } = flatten(current)
    if (!sameTies(def, flattenLike(def, value, label))) {
      throw new OptfuseError(
        'structure-mismatch',
        `${label}: one array must stand exactly where what it replaces has one array; keep tied leaves tied and copy the others.`,
        { path: formatPath(at) },
      )
    }
    return
  }
  const open = [{ current, value, keys: at }]
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const { current: now, value: next, keys } = pair
    if (typeof now === 'boolean') {
      if (typeof next === 'boolean') continue
      throw new OptfuseError('structure-mismatch', `${label}: expected true or false, got ${describe(next)}.`, {
        path: formatPath(keys),
      })
    }
    if (typeof now !== 'object' || now === null || containerKind(now) === undefined) {
      compare(now, next, label, keys)
      continue
    }
    compare(shell(now), shell(next), label, keys)
    if (typeof next !== 'object' || next === null) continue
    for (const key of Object.keys(now).toReversed()) {
      const step = Array.isArray(now) ? Number(key) : key
      open.push({ current: held(now, key), value: held(next, key), keys: [...keys, step] })
    }
  }
}
