/** What counts as a container of a tree. @module */

import { foreignLeafOf } from './leafRegistry.ts'
import { isTensor } from './tensor.ts'

/** An array, an object with the ordinary prototype, or one with none. */
export type ContainerKind = 'array' | 'object' | 'bare'

/** The kind of a plain object, from this realm or another; `undefined` for class instances and everything else. */
export const plainKind = (value: object): 'object' | 'bare' | undefined => {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) return 'object'
  if (prototype === null) return 'bare'
  // Another realm's Object.prototype: the root of a prototype chain that owns what every root owns.
  return typeof prototype === 'object' &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'isPrototypeOf')
    ? 'object'
    : undefined
}

/** The container kind of a value, or `undefined` for leaves, null and what trees cannot hold. */
export const containerKind = (value: unknown): ContainerKind | undefined => {
  if (Array.isArray(value)) return 'array'
  if (typeof value !== 'object' || value === null || isTensor(value) || foreignLeafOf(value) !== undefined)
    return undefined
  return plainKind(value)
}
