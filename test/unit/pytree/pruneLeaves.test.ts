import { describe, expect, it } from 'vitest'
import { flatten, flattenLike, pruneLeaves, unflatten } from '../../../src/pytree/index.ts'

/** The tree with its leaves replaced by their numbers and those not kept by null. */
const pruned = (tree: unknown, keep: readonly boolean[]): unknown => {
  const def = pruneLeaves(flatten(tree).def, keep)
  return unflatten(
    def,
    def.positions.map((leaf) => leaf),
  )
}

describe('pruneLeaves', () => {
  it('puts null in place of the leaves left out, and numbers the others anew', () => {
    expect(pruned({ b: 1, w: 2 }, [false, true])).toEqual({ b: null, w: 0 })
    expect(pruned([1, 2, 3], [true, false, true])).toEqual([0, null, 1])
    expect(pruned(5, [false])).toBe(null)
    expect(pruned(5, [true])).toBe(0)
  })

  it('keeps the containers, emptied ones included, and the order of keys', () => {
    const tree = { z: { a: [1, 2], e: {} }, b: [[], null, 3] }
    const all = pruned(tree, [false, false, false])
    expect(all).toEqual({ z: { a: [null, null], e: {} }, b: [[], null, null] })
    expect(Object.keys(all as object)).toEqual(['z', 'b'])
  })

  it('keeps what is tied tied', () => {
    const shared = Float32Array.of(1)
    const tree = { a: shared, b: 2, c: shared, d: 3 }
    expect(pruned(tree, [true, false, true])).toEqual({ a: 0, b: null, c: 0, d: 1 })
    expect(pruned(tree, [false, true, false])).toEqual({ a: null, b: 0, c: null, d: null })
  })

  it('gives the structure that flattening the pruned tree gives', () => {
    const shared = Float32Array.of(1)
    const tree = { a: [shared, { x: 1, y: Float64Array.of(2) }], b: null, c: [[shared]], d: { e: 4 } }
    const { leaves, def } = flatten(tree)
    for (let bits = 0; bits < 2 ** leaves.length; bits++) {
      const keep = leaves.map((_, i) => (bits & (1 << i)) !== 0)
      const made = pruneLeaves(def, keep)
      const same = unflatten(
        made,
        made.positions.map((leaf) => leaves.filter((_, i) => keep[i])[leaf]),
      )
      expect(made).toEqual(flatten(same).def)
      expect(flattenLike(made, same, 'tree')).toHaveLength(made.positions.length)
    }
  })
})
