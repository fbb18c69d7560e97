import { describe, expect, it } from 'vitest'
import { scaleByParamBlockNorm } from '../../../src/transforms/scaleByParamBlockNorm.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByParamBlockNorm', () => {
  it('multiplies each leaf by the norm of its parameters', () => {
    const params = { a: Float64Array.of(3, -4), b: -2 }
    const updates = stepOnce(scaleByParamBlockNorm(), { a: Float64Array.of(1, 2), b: 3 }, params)
    expectNumbers(updates.a, [5, 10])
    expect(updates.b).toBe(6)
  })

  it('multiplies by the least factor where they are smaller', () => {
    expectNumbers(updatesOf(scaleByParamBlockNorm(), [2], 0), [0.002])
    expectNumbers(updatesOf(scaleByParamBlockNorm({ minScale: 0.5 }), [2], 0.1), [1])
  })

  it('refuses a least factor below 0', () => {
    expectError(() => scaleByParamBlockNorm({ minScale: -1 }), 'invalid-option', 'minScale')
  })
})
