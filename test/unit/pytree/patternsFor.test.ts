import { describe, expect, it } from 'vitest'
import { patternsFor } from '../../../src/pytree/index.ts'
import { expectError } from '../transforms/expectError.ts'

const params: unknown = {
  blocks: [
    { w: 1, bias: 2 },
    { w: 3, bias: 4 },
  ],
  head: Float32Array.of(5),
}

describe('patternsFor, where the type of the parameters tells nothing,', () => {
  it('gives back the patterns that fit', () => {
    const record = { 'blocks.**.bias': 'plain', 'blocks[1].w': 'slow', '**': 'decayed' } as const
    expect(patternsFor(params, record)).toBe(record)
    const list = ['blocks.*.w', 'head'] as const
    expect(patternsFor(params, list)).toBe(list)
    expect(patternsFor(params, [])).toEqual([])
  })

  it('refuses one that matches nothing, and names the nearest path', () => {
    expectError(
      () => patternsFor(params, { 'blocks[0].bia': true, '**': false }),
      'invalid-pattern',
      'the pattern "blocks[0].bia" matches no leaf of the parameters.',
      'Did you mean "blocks[0].bias"?',
    )
    expectError(
      () => patternsFor(params, ['head', '**.scale']),
      'invalid-pattern',
      '"**.scale"',
      'The leaves are blocks[0].bias, ',
    )
  })

  it('refuses one that matches a subtree only, and one that cannot be read', () => {
    expectError(() => patternsFor(params, ['blocks']), 'invalid-pattern', 'at blocks', '"blocks.**"')
    expectError(() => patternsFor(params, ['blocks.w*']), 'invalid-pattern', 'star inside a key')
  })

  it('refuses a record that leaves a leaf without a label', () => {
    expectError(() => patternsFor(params, { '**.w': 'a', '**.bias': 'b' }), 'invalid-pattern', 'at head', 'no pattern')
  })
})
