import { describe, it } from 'vitest'
import { scaleByAdopt } from '../../../src/transforms/scaleByAdopt.ts'
import { updatesOf } from './drive.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByAdopt', () => {
  it('divides by the squares before the step, moves nothing at the first, and clips by the fourth root of the count', () => {
    // 2/√16; then nu = (16 + 4)/2, and 8/√10 is above 2^¼.
    expectNumbers(updatesOf(scaleByAdopt({ b1: 0, b2: 0.5 }), [4, 2, 8]), [0, 0.5, 2 ** 0.25])
  })

  it('does not clip unless told to', () => {
    const opt = scaleByAdopt({ b1: 0, b2: 0.5, useClipping: false })
    expectNumbers(updatesOf(opt, [4, 2, 8]), [0, 0.5, 8 / Math.sqrt(10)])
  })

  it('looks ahead with nesterov', () => {
    // m = 0.25; 0.5·0.25 + 0.5·0.5
    expectNumbers(updatesOf(scaleByAdopt({ b1: 0.5, nesterov: true }), [4, 2]), [0, 0.375])
  })

  it('divides by eps at least', () => {
    expectNumbers(updatesOf(scaleByAdopt({ b1: 0, eps: 8 }), [4, 2]), [0, 0.25])
  })
})
