import { describe, expect, it } from 'vitest'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByAdam', () => {
  it('divides the corrected mean by the root of the corrected mean square', () => {
    // m̂ = 4, v̂ = 16; then m̂ = 1/0.75, v̂ = 3/0.4375
    expectNumbers(updatesOf(scaleByAdam({ b1: 0.5, b2: 0.75, eps: 0 }), [4, 0]), [1, 4 / 3 / Math.sqrt(48 / 7)])
  })

  it('adds eps to the root and epsRoot under it', () => {
    expectNumbers(updatesOf(scaleByAdam({ b1: 0.5, b2: 0.75, eps: 4 }), [4]), [0.5])
    expectNumbers(updatesOf(scaleByAdam({ b1: 0.5, b2: 0.75, eps: 0, epsRoot: 9 }), [4]), [0.8])
  })

  it('looks one step ahead with nesterov', () => {
    // 0.5 * 2/(1 - 0.25) + 0.5 * 4/0.5 = 16/3, over 4
    expectNumbers(updatesOf(scaleByAdam({ b1: 0.5, b2: 0.75, eps: 0, nesterov: true }), [4]), [4 / 3])
  })

  it('keeps the moments before their correction', () => {
    expect(stateAfter(scaleByAdam({ b1: 0.5, b2: 0.75 }), [4])).toEqual({ count: 1, mu: 2, nu: 4 })
  })

  it('refuses b1 = 1.2 and b2 = 1', () => {
    expectError(() => scaleByAdam({ b1: 1.2 }), 'invalid-option', 'scaleByAdam', 'b1', '[0, 1)', '1.2')
    expectError(() => scaleByAdam({ b2: 1 }), 'invalid-option', 'b2')
  })

  it('suggests the option that was meant', () => {
    expectError(() => scaleByAdam.fromOptions({ eps_root: 0 }), 'unknown-option', 'Did you mean "epsRoot"?')
  })
})
