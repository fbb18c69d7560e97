import { describe, expect, it } from 'vitest'
import * as e from '../../../src/expr/index.ts'
import { rewrite } from '../../../src/expr/rewrite.ts'
import { expectError } from '../transforms/expectError.ts'

const x = e.input('update')
const doubled = e.whole({
  name: 'doubled',
  over: 'leaf',
  compute: (leaves) => leaves.forEach(({ elements }) => elements.forEach((value, i) => (elements[i] = 2 * value))),
})

describe('a function of whole leaves', () => {
  it('is one object for one argument', () => {
    expect(doubled(x)).toBe(doubled(x))
    expect(doubled(x)).not.toBe(doubled(e.neg(x)))
  })

  it('varies by element, whatever it is given', () => {
    expect(doubled(1).scope).toBe('element')
  })

  it('prints as a call', () => {
    expect(e.print(e.add(doubled(e.neg(x)), 1))).toBe('doubled(-update) + 1')
    expect(e.print(doubled(x), { as: 'latex' })).toBe('\\operatorname{doubled} \\left( u \\right)')
  })

  it('is rebuilt of another argument', () => {
    expect(rewrite([doubled(x)], (expr) => (expr === x ? e.constant(3) : expr))).toEqual([doubled(3)])
  })

  it('means its result on a leaf of one element', () => {
    expect(e.interpret(doubled(e.add(x, 1)), { update: 2 })).toBe(6)
  })

  it('refuses truth values', () => {
    expectError(() => doubled(e.less(x, 0)), 'invalid-rule', 'doubled')
  })
})
