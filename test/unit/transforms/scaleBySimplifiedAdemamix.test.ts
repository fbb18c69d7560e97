import { describe, expect, it } from 'vitest'
import { scaleBySimplifiedAdemamix } from '../../../src/transforms/scaleBySimplifiedAdemamix.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleBySimplifiedAdemamix', () => {
  it('adds the update to a sum of all, over the root of the squares', () => {
    // (4 + 2·4)/4; then m = 2 + 2, n̂ = (8/2 + 4/2)/0.75 = 8
    const opt = scaleBySimplifiedAdemamix({ b1: 0.5, b2: 0.5, alpha: 2, eps: 0 })
    expectNumbers(updatesOf(opt, [4, 2]), [3, 8 / Math.sqrt(8)])
    expect(stateAfter(opt, [4, 2])).toEqual({ count: 2, m: 4, n: 6 })
  })

  it('adds one epsilon under the root and one to it', () => {
    expectNumbers(updatesOf(scaleBySimplifiedAdemamix({ eps: 1, epsRoot: 7 }), [3]), [3 / 5])
  })

  it('refuses b1 = 1', () => {
    expectError(
      () => scaleBySimplifiedAdemamix({ b1: 1 }),
      'invalid-option',
      'scaleBySimplifiedAdemamix',
      'b1',
      '[0, 1)',
    )
  })
})
