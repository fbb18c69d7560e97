import { describe, expect, it } from 'vitest'
import { scaleByAmsgrad } from '../../../src/transforms/scaleByAmsgrad.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByAmsgrad', () => {
  it('divides by the root of the largest corrected mean square so far', () => {
    // m̂ = 4, v̂ = 16; then m̂ = 4/3 and v̂ = 3/0.4375 = 48/7, below 16
    expectNumbers(updatesOf(scaleByAmsgrad({ b1: 0.5, b2: 0.75, eps: 0 }), [4, 0]), [1, 1 / 3])
  })

  it('keeps the moments before their correction and the maximum after it', () => {
    expect(stateAfter(scaleByAmsgrad({ b1: 0.5, b2: 0.75 }), [4])).toEqual({ count: 1, mu: 2, nu: 4, nuMax: 16 })
  })

  it('corrects neither moment where told so, as in the paper', () => {
    const opt = scaleByAmsgrad({ b1: 0.5, b2: 0.75, eps: 0, biasCorrectionMu: false, biasCorrectionNu: false })
    // m' = 2, v' = 4; then m' = 1, v' = 3, below 4
    expectNumbers(updatesOf(opt, [4, 0]), [1, 0.5])
    expect(stateAfter(opt, [4, 0])).toEqual({ count: 2, mu: 1, nu: 3, nuMax: 4 })
  })

  it('corrects the maximum of raw mean squares where told so, as in PyTorch', () => {
    const corrected = { biasCorrectionNu: false, biasCorrectionMax: true }
    const opt = scaleByAmsgrad({ b1: 0.5, b2: 0.75, eps: 0, ...corrected })
    // m̂ = 4, v' = 4, corrected 16; then m̂ = 4/3, and the maximum 4, corrected 4/0.4375
    expectNumbers(updatesOf(opt, [4, 0]), [1, (2 / 3) * Math.sqrt(0.4375)])
    expect(stateAfter(opt, [4, 0])).toMatchObject({ nuMax: 4 })
  })

  it('adds eps to the root and epsRoot under it', () => {
    expectNumbers(updatesOf(scaleByAmsgrad({ b1: 0.5, b2: 0.75, eps: 4 }), [4]), [0.5])
    expectNumbers(updatesOf(scaleByAmsgrad({ b1: 0.5, b2: 0.75, eps: 0, epsRoot: 9 }), [4]), [0.8])
  })

  it('refuses b2 = 1', () => {
    expectError(() => scaleByAmsgrad({ b2: 1 }), 'invalid-option', 'scaleByAmsgrad', 'b2', '[0, 1)')
  })
})
