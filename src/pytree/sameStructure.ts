/** Compare structures. @module */

import { sameShape } from './shape.ts'
import type { TreeDef } from './treeDef.ts'

const same = <T>(a: readonly T[], b: readonly T[], equal: (x: T, y: T) => boolean = Object.is): boolean =>
  a === b || (a.length === b.length && a.every((x, i) => equal(x, b[i])))

/**
 * Whether two defs describe like trees: the same containers and keys (in any insertion order), leaves of the same dtype and
 * shape, tied in the same places. Storage and the prototype of containers are irrelevant.
 *
 * @example
 * sameStructure(flatten({ a: 1, b: 2 }).def, flatten({ b: 3, a: 4 }).def) // true
 */
export const sameStructure = (a: TreeDef, b: TreeDef): boolean =>
  a === b ||
  (a.root === b.root &&
    same(a.positions, b.positions) &&
    same(
      a.leaves,
      b.leaves,
      ({ info: x }, { info: y }) => x === y || (x.dtype === y.dtype && sameShape(x.shape, y.shape)),
    ) &&
    same(
      a.nodes,
      b.nodes,
      (x, y) => (x.kind === 'array') === (y.kind === 'array') && same(x.keys, y.keys) && same(x.codes, y.codes),
    ))
