/** What a leaf of a parameter tree is. @module */

import type { Dtype } from './dtype.ts'
import type { ForeignLeaf } from './leafRegistry.ts'
import type { Tensor } from './tensor.ts'

/**
 * The types a leaf can have. A package that registers leaves of its own can add their type here by declaration merging,
 * so that typed paths and `treeMap` know it is a leaf.
 */
export interface LeafTypes {
  readonly number: number
  readonly float32: Float32Array
  readonly float64: Float64Array
  readonly tensor: Tensor
}

/** Any leaf. */
export type Leaf = LeafTypes[keyof LeafTypes]

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
