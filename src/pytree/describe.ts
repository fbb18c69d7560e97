/** Say what a value is, for error messages. @module */

import { containerKind } from './container.ts'
import { typedArrayName } from './floatArray.ts'
import type { LeafInfo } from './leaf.ts'
import { tryLeafInfo } from './tryLeafInfo.ts'

/** `float32[2, 3]`, or `a number` for a number leaf. */
export const describeInfo = (info: LeafInfo): string =>
  info.kind === 'number' ? 'a number' : `${info.dtype}[${info.shape.join(', ')}]`

const className = (value: object): string => {
  const constructor: unknown = 'constructor' in value ? value.constructor : undefined
  return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'unnamed class'
}

/** What a value is, in a few words: `float32[3]`, `an array of length 2`, `an instance of Map`. */
export const describe = (value: unknown): string => {
  if (value === null) return 'null'
  if (value === undefined) return 'undefined'
  const info = tryLeafInfo(value)
  if (info !== undefined) return describeInfo(info)
  if (Array.isArray(value)) return `an array of length ${value.length}`
  if (containerKind(value) !== undefined) return 'an object'
  const typed = typedArrayName(value)
  if (typed !== undefined) return /^[AEIOU]/.test(typed) ? `an ${typed}` : `a ${typed}`
  return typeof value === 'object' ? `an instance of ${className(value)}` : `a ${typeof value}`
}
