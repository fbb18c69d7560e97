import { describe, expect, it } from 'vitest'
import { scaleByAdan } from '../../../src/transforms/scaleByAdan.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByAdan', () => {
  it('adds the change of the gradient to its mean, over the root of the squares ahead', () => {
    // Second step: m̂ = 2/0.75, v̂ = -1/0.75, n̂ = (8/2 + 1/2)/0.75 = 6
    const opt = scaleByAdan({ b1: 0.5, b2: 0.5, b3: 0.5, eps: 0 })
    expectNumbers(updatesOf(opt, [4, 2]), [1, 2 / Math.sqrt(6)])
  })

  it('weighs the change by what is kept of it, not by what is new', () => {
    // Second step: m̂ = 2/0.75, v̂ = -0.5/0.4375 = -8/7, n̂ = (8/2 + (2 - 1.5)²/2)/0.75 = 5.5
    const opt = scaleByAdan({ b1: 0.5, b2: 0.75, b3: 0.5, eps: 0 })
    expectNumbers(updatesOf(opt, [4, 2]), [1, (8 / 3 - 6 / 7) / Math.sqrt(5.5)])
  })

  it('keeps the last gradient', () => {
    expect(stateAfter(scaleByAdan(), [4, 2])).toMatchObject({ count: 2, g: 2 })
  })

  it('refuses b3 = 1', () => {
    expectError(() => scaleByAdan({ b3: 1 }), 'invalid-option', 'scaleByAdan', 'b3', '[0, 1)')
  })
})
