import { describe, expect, it } from 'vitest'
import { flatten, tensor } from '../../../src/pytree/index.ts'
import { flattenAgain } from '../../../src/pytree/flattenAgain.ts'

describe('flattenAgain', () => {
  it('gives what flatten gives, and the structure of the tree before where the two are alike', () => {
    const [tree, like] = [
      { b: 2, a: [Float32Array.of(1), null] },
      { b: 3, a: [Float32Array.of(4), null] },
    ]
    const first = flattenAgain(tree)
    const second = flattenAgain(like)
    expect(first).toEqual(flatten(tree))
    expect(second).toEqual(flatten(like))
    expect(second.def).toBe(first.def)
  })

  it.each([
    ['another key', { a: 1, b: 2 }, { a: 1, c: 2 }],
    ['another order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['another shape', { a: Float32Array.of(1) }, { a: Float32Array.of(1, 2) }],
    ['another dtype', { a: Float32Array.of(1) }, { a: Float64Array.of(1) }],
    ['another kind of leaf', { a: Float32Array.of(1) }, { a: tensor(Float32Array.of(1), [1]) }],
  ])('takes a tree with %s apart anew', (_, tree, other) => {
    flattenAgain(tree)
    expect(flattenAgain(other)).toEqual(flatten(other))
  })

  it('gives a leaf that stands at two places once, as often as it is asked, and tells it from two that are equal', () => {
    const shared = Float32Array.of(1)
    const [tied, untied] = [
      { a: shared, b: shared, c: 2 },
      { a: shared, b: Float32Array.of(1), c: 2 },
    ]
    for (const tree of [tied, tied, untied, untied, tied]) expect(flattenAgain(tree)).toEqual(flatten(tree))
    expect(flattenAgain(tied).leaves).toEqual([shared, 2])
  })

  it('refuses what flatten refuses, also after a tree like it', () => {
    flattenAgain({ a: 1 })
    expect(() => flattenAgain({ a: 'x' })).toThrow(/^at a: /)
    expect(flattenAgain({ a: 2 }).leaves).toEqual([2])
  })
})
