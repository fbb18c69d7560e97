/** The leaf types that trees may hold beside the built-in ones. @module */

import type { FloatArray } from './dtype.ts'
import type { LeafInfo } from './leaf.ts'

/** A registered leaf type with its value type forgotten; each function checks what it is given. */
export interface ForeignLeaf {
  /** The name used in messages. */
  readonly name: string
  /** Whether a value is such a leaf. */
  readonly is: (value: unknown) => boolean
  /** What is known of it, or `undefined` where its dtype or shape is none that a leaf may have. */
  readonly info: (value: unknown) => LeafInfo | undefined
  /** Throw the error for one without an info. */
  readonly refuse: (path: string, value: unknown) => never
  /** Its elements. */
  readonly read: (value: unknown) => FloatArray
  /** One with these elements, otherwise like another. */
  readonly make: (data: FloatArray, like: unknown) => unknown
}

/** The one list of this copy of the library. Replaced, never mutated, so that a walk under way keeps its view. */
let registered: readonly ForeignLeaf[] = []

/** Change the list. */
export const changeRegistered = (change: (known: readonly ForeignLeaf[]) => readonly ForeignLeaf[]): void => {
  registered = change(registered)
}

/** The registered type that claims a value. */
export const foreignLeafOf = (value: unknown): ForeignLeaf | undefined => {
  if (registered.length === 0 || Array.isArray(value)) return undefined
  if (typeof value === 'function' || (typeof value === 'object' && value !== null))
    for (const type of registered) if (type.is(value)) return type
  return undefined
}
