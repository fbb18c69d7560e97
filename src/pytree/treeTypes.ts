/** Types computed from the type of a tree. @module */

import type { Leaf } from './leaf.ts'

/** The tree `T` with every leaf replaced by a `U`. */
export type MapLeaves<T, U> = unknown extends T
  ? unknown
  : T extends Leaf
    ? U
    : T extends null
      ? null
      : T extends object
        ? { [K in keyof T]: MapLeaves<T[K], U> }
        : never

/** The union of the types of the leaves of `T`, looked for up to sixteen levels deep. */
export type LeafOf<T, Depth extends readonly unknown[] = []> = unknown extends T
  ? unknown
  : Depth['length'] extends 16
    ? Leaf
    : T extends Leaf
      ? T
      : T extends readonly (infer E)[]
        ? LeafOf<E, [...Depth, 0]>
        : T extends object
          ? LeafOf<T[keyof T], [...Depth, 0]>
          : never
