import { describe, expect, it } from 'vitest'
import { scaleByAdadelta } from '../../../src/transforms/scaleByAdadelta.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByAdadelta', () => {
  it('multiplies by the root mean square of its own steps', () => {
    // g = 16, 12, 10; steps 3/5 * 8 = 4.8, 0, √(0.75 * 5.76 + 9)/√19 * 2
    const opt = scaleByAdadelta({ rho: 0.75, eps: 9 })
    expectNumbers(updatesOf(opt, [8, 0, 2]), [4.8, 0, 2 * Math.sqrt(13.32 / 19)])
  })

  it('keeps both mean squares', () => {
    expect(stateAfter(scaleByAdadelta({ rho: 0.75, eps: 9 }), [8])).toEqual({
      count: 1,
      eG: 16,
      eX: expect.closeTo(5.76, 12),
    })
  })

  it('refuses a rho of 1 and a negative eps', () => {
    expectError(() => scaleByAdadelta({ rho: 1 }), 'invalid-option', 'rho', '[0, 1)')
    expectError(() => scaleByAdadelta({ eps: -1 }), 'invalid-option', 'eps')
  })
})
