import { describe, expect, it } from 'vitest'
import { flatten, maskLeaves, type Mask } from '../../../src/pytree/index.ts'
import { expectError } from '../transforms/expectError.ts'

const chosen = (tree: unknown, mask: Mask): readonly boolean[] => maskLeaves(flatten(tree).def, mask)

const tree = { enc: { w: 1, bias: 2 }, head: [3, 4] }

describe('a mask', () => {
  it('is a tree of booleans, which may stop early', () => {
    expect(chosen(tree, { enc: { w: true, bias: false }, head: [false, true] })).toEqual([false, true, false, true])
    expect(chosen(tree, { enc: true, head: false })).toEqual([true, true, false, false])
    expect(chosen(tree, true)).toEqual([true, true, true, true])
    expect(chosen([1, 2], [true, false])).toEqual([true, false])
  })

  it('is a list of patterns, any of which chooses', () => {
    expect(chosen(tree, ['**.bias', 'head[1]'])).toEqual([true, false, false, true])
    expect(chosen([1, 2], ['[1]'])).toEqual([false, true])
    expect(chosen(3, ['**'])).toEqual([true])
    expect(chosen(tree, ['**.kernel'])).toEqual([false, false, false, false])
  })

  it('chooses nothing when the list is empty', () => {
    expect(chosen(tree, [])).toEqual([false, false, false, false])
    expect(chosen([], [])).toEqual([])
  })

  it('is a record of patterns, of which the first that matches counts', () => {
    expect(chosen(tree, { '**.bias': false, 'enc.**': true, '**': false })).toEqual([false, true, false, false])
    expectError(() => chosen(tree, { 'enc.**': true }), 'invalid-pattern', 'at head[0]')
  })

  it('is a function of path and leaf', () => {
    expect(chosen(tree, (path) => path.startsWith('head'))).toEqual([false, false, true, true])
  })

  it('is refused, with the path, where it is none of these', () => {
    expectError(() => chosen(tree, ['enc']), 'invalid-pattern', 'at enc', '"enc.**"')
    expectError(() => chosen(tree, { enc: { w: true }, head: true }), 'structure-mismatch', 'at enc.bias')
    expectError(
      // @ts-expect-error a number is no truth value
      () => chosen(tree, { enc: 1, head: true }),
      'invalid-option',
      'at enc.bias',
      'true or false',
      'a number',
    )
    // @ts-expect-error nor is what this function gives
    expectError(() => chosen(tree, () => 'yes'), 'invalid-option', 'at enc.bias', 'true or false')
  })

  it('must agree on the places of a tied leaf', () => {
    const shared = Float32Array.of(1)
    const tied = { a: shared, b: { c: shared } }
    expect(chosen(tied, ['a', 'b.c'])).toEqual([true])
    expectError(() => chosen(tied, ['a']), 'invalid-option', 'at b.c', 'tied to the one at a')
  })
})
