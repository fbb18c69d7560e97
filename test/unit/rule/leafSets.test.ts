import { describe, expect, it } from 'vitest'
import { flatten } from '../../../src/pytree/index.ts'
import { complement, labelSets, maskSet } from '../../../src/rule/index.ts'
import { expectError } from '../transforms/expectError.ts'

const { def } = flatten({ a: 1, b: { c: 2, d: 3 } })

describe('maskSet', () => {
  it('has the leaves that the mask chooses', () => {
    expect(maskSet('masked', ['b.**']).membersOf(def)).toEqual([false, true, true])
  })

  it('asks once for each structure', () => {
    let calls = 0
    const set = maskSet('masked', () => ++calls > 0)
    expect(set.membersOf(def)).toBe(set.membersOf(def))
    expect(calls).toBe(3)
    set.membersOf(flatten({ x: 1 }).def)
    expect(calls).toBe(4)
  })

  it('names the transformation and the path in what goes wrong', () => {
    expectError(() => maskSet('freeze', { a: true }).membersOf(def), 'structure-mismatch', 'freeze at b: ')
    expectError(() => maskSet('freeze', ['b']).membersOf(def), 'invalid-pattern', 'freeze at b: ', '"b.**"')
  })

  it('lets what the function itself throws through', () => {
    const fail = (): boolean => {
      throw new RangeError('mine')
    }
    expect(() => maskSet('masked', fail).membersOf(def)).toThrow(new RangeError('mine'))
  })
})

describe('complement', () => {
  it('has the other leaves', () => {
    expect(complement(maskSet('masked', ['b.**'])).membersOf(def)).toEqual([true, false, false])
  })
})

describe('labelSets', () => {
  it('are one set a label, in the order of the labels, each leaf in one of them', () => {
    const sets = labelSets('partition', { a: 'x', b: { c: 'y', d: 'x' } }, ['x', 'y', 'z'])
    expect(sets.map(({ name }) => name)).toEqual(['x', 'y', 'z'])
    expect(sets.map((set) => set.membersOf(def))).toEqual([
      [true, false, true],
      [false, true, false],
      [false, false, false],
    ])
  })

  it('ask the function once for all of them', () => {
    let calls = 0
    const label = (path: string): string => {
      calls++
      return path === 'a' ? 'x' : 'y'
    }
    for (const set of labelSets('partition', label, ['x', 'y'])) set.membersOf(def)
    expect(calls).toBe(3)
  })

  it('refuse a label that is not known, naming its leaf and the nearest that is', () => {
    const sets = labelSets('partition', { 'b.c': 'trian', '**': 'train' }, ['train', 'freeze'])
    expectError(
      () => sets[0].membersOf(def),
      'invalid-option',
      'partition at b.c: there is no transformation for the label "trian".',
      'Did you mean "train"?',
    )
  })
})
