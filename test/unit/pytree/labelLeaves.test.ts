import { describe, expect, it } from 'vitest'
import { flatten, labelLeaves, tensor, type Labels } from '../../../src/pytree/index.ts'
import { expectError } from '../transforms/expectError.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

const labelsOf = (tree: unknown, labels: Labels<string>): readonly string[] =>
  labelLeaves(flatten(tree).def, labels, isText, 'a label')

const tree = { enc: { w: new Float32Array(2), bias: 1 }, head: [3, 4] }

describe('labels as a tree', () => {
  it('stand in the structure of the parameters, in whatever order the keys are written', () => {
    // Leaves in canonical order: enc.bias, enc.w, head[0], head[1].
    expect(labelsOf(tree, { head: ['c', 'd'], enc: { w: 'b', bias: 'a' } })).toEqual(['a', 'b', 'c', 'd'])
  })

  it('may stop early: one label for a whole subtree, or for all', () => {
    expect(labelsOf(tree, { enc: 'a', head: ['b', 'c'] })).toEqual(['a', 'a', 'b', 'c'])
    expect(labelsOf(tree, 'all')).toEqual(['all', 'all', 'all', 'all'])
    expect(labelsOf(3, 'one')).toEqual(['one'])
  })

  it('have null, or a label that counts for nothing, where the parameters have null', () => {
    expect(labelsOf({ a: null, b: 1 }, { a: null, b: 'x' })).toEqual(['x'])
    expect(labelsOf({ a: null, b: 1 }, { a: 'y', b: 'x' })).toEqual(['x'])
    expect(labelsOf({}, {})).toEqual([])
    expect(labelsOf(null, 'x')).toEqual([])
  })

  it('are refused by path where they are no prefix', () => {
    expectError(() => labelsOf(tree, { enc: 'a' }), 'structure-mismatch', 'at head', 'missing key')
    expectError(
      () => labelsOf(tree, { enc: { w: 'a', bias: 'b', c: 'c' }, head: 'a' }),
      'structure-mismatch',
      'at enc.c',
      'extra key',
    )
    expectError(() => labelsOf(tree, { enc: 'a', head: ['b'] }), 'structure-mismatch', 'at head', 'length 2')
    expectError(() => labelsOf(tree, { enc: 'a', head: null }), 'structure-mismatch', 'at head')
  })

  it('are refused by path where there is something else than a label', () => {
    expectError(
      // @ts-expect-error a number is no label here
      () => labelsOf(tree, { enc: { w: 1, bias: 'b' }, head: 'a' }),
      'invalid-option',
      'at enc.w',
      'expected a label here, got a number',
    )
  })
})

describe('labels by pattern', () => {
  it('are those of the first pattern that matches', () => {
    expect(labelsOf(tree, { '**.bias': 'plain', 'enc.**': 'slow', '**': 'rest' })).toEqual([
      'plain',
      'slow',
      'rest',
      'rest',
    ])
    expect(labelsOf(tree, { 'enc.**': 'slow', '**.bias': 'plain', '**': 'rest' })).toEqual([
      'slow',
      'slow',
      'rest',
      'rest',
    ])
  })

  it('must cover every leaf: the error names one that is left', () => {
    expectError(
      () => labelsOf(tree, { 'enc.**': 'a', 'head[0]': 'b' }),
      'invalid-pattern',
      'at head[1]',
      `end with '**' for all the rest`,
      '"enc.**", "head[0]"',
    )
  })

  it('may match nothing, but must not match subtrees only', () => {
    expect(labelsOf({ w: 1 }, { '**.bias': 'a', '**': 'b' })).toEqual(['b'])
    expectError(
      () => labelsOf(tree, { 'head.*': 'a', enc: 'b', '**': 'c' }),
      'invalid-pattern',
      'at enc',
      'write "enc.**"',
    )
  })

  it('are read as a tree only when all keys are keys of the root', () => {
    expect(labelsOf({ w: 1, b: 2 }, { w: 'a', b: 'b' })).toEqual(['b', 'a'])
    expect(labelsOf({ w: 1, b: 2 }, { w: 'a', '*': 'b' })).toEqual(['b', 'a'])
    expectError(() => labelsOf({ w: 1, b: 2 }, { w: 'a' }), 'structure-mismatch', 'at b', 'missing key')
  })

  it('hold for lists at the root, and for a tree that is one leaf', () => {
    expect(labelsOf([1, 2, 3], { '[0]': 'first', '**': 'rest' })).toEqual(['first', 'rest', 'rest'])
    expect(labelsOf(5, { '**': 'all' })).toEqual(['all'])
    expect(labelsOf(5, { '': 'all' })).toEqual(['all'])
    expectError(() => labelsOf(5, { w: 'all' }), 'invalid-pattern', 'at the root', 'no pattern matches this leaf')
  })

  it('quote keys with dots, which a tree of labels has as they are', () => {
    const odd = { 'a.b': 1, c: { 'd.e': 2 } }
    expect(labelsOf(odd, { 'a.b': 'x', c: 'y' })).toEqual(['x', 'y'])
    expect(labelsOf(odd, { "['a.b']": 'x', "**['d.e']": 'y' })).toEqual(['x', 'y'])
  })

  it('that cannot be read say where', () => {
    expectError(() => labelsOf(tree, { 'enc.w*': 'a', '**': 'b' }), 'invalid-pattern', '"enc.w*"', 'star inside a key')
  })
})

describe('labels by a function', () => {
  it('come from the path, the shape and the dtype of each leaf', () => {
    const seen: unknown[] = []
    const labels = labelsOf({ a: tensor(new Float64Array(6), [2, 3]), b: [new Float32Array(2)] }, (path, leaf) => {
      seen.push([path, leaf.shape, leaf.dtype])
      return leaf.shape.length > 1 ? 'matrix' : 'vector'
    })
    expect(labels).toEqual(['matrix', 'vector'])
    expect(seen).toEqual([
      ['a', [2, 3], 'float64'],
      ['b[0]', [2], 'float32'],
    ])
  })

  it('are refused by path where it gives none', () => {
    expectError(
      // @ts-expect-error the function gives no label for the bias
      () => labelsOf(tree, (path) => (path === 'enc.bias' ? undefined : 'a')),
      'invalid-option',
      'at enc.bias',
      'the function must give a label for each leaf, got undefined',
    )
  })
})

describe('a tied leaf', () => {
  const shared = Float32Array.of(1, 2)
  const tied = { a: shared, b: 1, c: shared }

  it('has one label, which all its places must give', () => {
    expect(labelsOf(tied, { a: 'x', b: 'y', c: 'x' })).toEqual(['x', 'y'])
    expectError(
      () => labelsOf(tied, { a: 'x', b: 'y', c: 'z' }),
      'invalid-option',
      'at c',
      'tied to the one at a',
      'labelled x',
      'itself labelled z',
    )
    expectError(() => labelsOf(tied, { a: 'x', '**': 'y' }), 'invalid-option', 'at c')
    expectError(() => labelsOf(tied, (path) => path), 'invalid-option', 'at c')
  })
})
