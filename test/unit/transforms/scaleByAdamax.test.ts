import { describe, expect, it } from 'vitest'
import { scaleByAdamax } from '../../../src/transforms/scaleByAdamax.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByAdamax', () => {
  it('divides the corrected mean by the decaying maximum', () => {
    // m̂ = 4 over max(4, 0); m̂ = 1/0.75 over max(0, 2); m̂ = -3.5/0.875 over max(8, 1)
    expectNumbers(updatesOf(scaleByAdamax({ b1: 0.5, b2: 0.5, eps: 0 }), [4, 0, -8]), [1, 2 / 3, -0.5])
  })

  it('adds eps to the magnitude inside the maximum', () => {
    expectNumbers(updatesOf(scaleByAdamax({ b1: 0.5, b2: 0.5, eps: 4 }), [4]), [0.5])
    expect(stateAfter(scaleByAdamax({ b1: 0.5, b2: 0.5, eps: 4 }), [4])).toEqual({ count: 1, mu: 2, nu: 8 })
  })

  it('adds eps to the maximum without epsInMax, as Keras and TensorFlow.js do', () => {
    const opt = scaleByAdamax({ b1: 0.5, b2: 0.5, eps: 4, epsInMax: false })
    expectNumbers(updatesOf(opt, [4, 0]), [0.5, 4 / 3 / (2 + 4)])
    expect(stateAfter(opt, [4])).toEqual({ count: 1, mu: 2, nu: 4 })
  })

  it('gives NaN where eps is 0 and every update was 0', () => {
    expectNumbers(updatesOf(scaleByAdamax({ eps: 0 }), [0]), [NaN])
  })

  it('refuses b1 = 1', () => {
    expectError(() => scaleByAdamax({ b1: 1 }), 'invalid-option', 'scaleByAdamax', 'b1', '[0, 1)')
  })
})
