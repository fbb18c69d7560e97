/** What a leaf of a parameter tree is. @module */

import type { Dtype } from './dtype.ts'
import type { ForeignLeaf } from './leafRegistry.ts'
import type { Tensor } from './tensor.ts'

/** A built-in leaf. Anything else is brought in by `registerLeaf`. */
export type Leaf = number | Float32Array | Float64Array | Tensor

/** How a leaf is stored: a number, a bare typed array, a `tensor(...)`, or a registered foreign value. */
export type LeafKind = 'number' | 'array' | 'tensor' | 'foreign'

/** What is known of a leaf without its numbers. */
export interface LeafInfo {
  readonly kind: LeafKind
  /** `'float64'` for a number. */
  readonly dtype: Dtype
  /** `[]` for a number, `[length]` for a bare array. */
  readonly shape: readonly number[]
  /** The number of elements: the product of `shape`. */
  readonly size: number
  /** The registered type of a foreign leaf; absent otherwise. */
  readonly foreign?: ForeignLeaf
}
