import { describe, expect, it } from 'vitest'
import { scaleByAcprop } from '../../../src/transforms/scaleByAcprop.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByAcprop', () => {
  it('divides by what was known before the update, at first by 1', () => {
    // mu = 2, then 4; nu = (4 - 2)²/2 = 2, then (2 + (6 - 4)²)/2 = 3, which weigh 1/2 and 3/4
    const opt = scaleByAcprop({ b1: 0.5, b2: 0.5, eps: 0, epsRoot: 0 })
    expectNumbers(updatesOf(opt, [4, 6, 1]), [4, 6 / 2, 1 / 2])
    expect(stateAfter(opt, [4, 6])).toEqual({ count: 2, mu: 4, nu: 3 })
  })

  it('adds one epsilon to the root, and keeps the other with the squares', () => {
    // nu = 2 + 1, √(3/(1/2)) = √6
    expectNumbers(updatesOf(scaleByAcprop({ b1: 0.5, b2: 0.5, eps: 1, epsRoot: 1 }), [4, 6]), [
      2,
      6 / (Math.sqrt(6) + 1),
    ])
  })

  it('refuses b1 = 1', () => {
    expectError(() => scaleByAcprop({ b1: 1 }), 'invalid-option', 'scaleByAcprop', 'b1', '[0, 1)')
  })
})
