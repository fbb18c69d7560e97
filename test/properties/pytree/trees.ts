/** fast-check arbitraries for parameter trees. @module */

import fc from 'fast-check'
import { tensor } from '../../../src/pytree/index.ts'

const element = fc.double({ min: -1e3, max: 1e3, noNaN: true })

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  element,
  fc.array(element, { maxLength: 5 }).map((values) => Float32Array.from(values)),
  fc.array(element, { maxLength: 5 }).map((values) => Float64Array.from(values)),
  fc.tuple(fc.nat(3), fc.nat(3)).map(([m, n]) =>
    tensor(
      Float32Array.from({ length: m * n }, (_, i) => i + m),
      [m, n],
    ),
  ),
)

const key = fc.oneof(
  fc.constantFrom('w', 'b', 'layer', '0', '1', 'odd key', '__proto__', ''),
  fc.string({ maxLength: 4 }),
)

/** An object with the given entries as own properties, `__proto__` included. */
const fromEntries = (entries: readonly (readonly [string, unknown])[]): unknown => Object.fromEntries(entries)

/** A random tree: numbers, arrays, tensors, null, in arrays and objects with ordinary and odd keys. */
export const anyTree: fc.Arbitrary<unknown> = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(key, tie('tree')), { maxLength: 4, selector: ([name]) => name }).map(fromEntries),
  ),
})).tree

/** The same tree with the keys of every object in reverse insertion order. */
export const reverseKeys = (tree: unknown): unknown => {
  if (Array.isArray(tree)) return tree.map(reverseKeys)
  if (typeof tree !== 'object' || tree === null || Object.getPrototypeOf(tree) !== Object.prototype) return tree
  if (Object.isFrozen(tree) && 'data' in tree) return tree
  return fromEntries(
    Object.entries(tree)
      .reverse()
      .map(([name, value]) => [name, reverseKeys(value)] as const),
  )
}
