import { describe, expect, it } from 'vitest'
import { scaleByBelief } from '../../../src/transforms/scaleByBelief.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByBelief', () => {
  it('divides by how far the updates are from their mean', () => {
    // mu = 2, the surprise 2, nu = 2, so 4/√4; then mu = 3, the surprise 1, nu = 1.5, so 4/√2
    const opt = scaleByBelief({ b1: 0.5, b2: 0.5, eps: 0, epsRoot: 0 })
    expectNumbers(updatesOf(opt, [4, 4]), [2, 4 / Math.SQRT2])
  })

  it('keeps what is added to the mean of squares', () => {
    expect(stateAfter(scaleByBelief({ b1: 0.5, b2: 0.5, epsRoot: 1 }), [4, 4])).toEqual({ count: 2, mu: 3, nu: 3 })
  })

  it('looks ahead with nesterov', () => {
    // 0.5·2/0.75 + 0.5·4/0.5 over 2
    const opt = scaleByBelief({ b1: 0.5, b2: 0.5, eps: 0, epsRoot: 0, nesterov: true })
    expectNumbers(updatesOf(opt, [4]), [8 / 3])
  })
})
