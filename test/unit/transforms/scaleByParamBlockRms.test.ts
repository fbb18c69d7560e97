import { describe, expect, it } from 'vitest'
import { scaleByParamBlockRms } from '../../../src/transforms/scaleByParamBlockRms.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByParamBlockRms', () => {
  it('multiplies each leaf by the root mean square of its parameters', () => {
    const params = { a: Float64Array.of(3, -4), b: -2 }
    const updates = stepOnce(scaleByParamBlockRms(), { a: Float64Array.of(1, 2), b: 3 }, params)
    expectNumbers(updates.a, [5 / Math.SQRT2, 10 / Math.SQRT2])
    expect(updates.b).toBe(6)
  })

  it('multiplies by the least factor where they are smaller', () => {
    expectNumbers(updatesOf(scaleByParamBlockRms(), [2], 0), [0.002])
    expectNumbers(updatesOf(scaleByParamBlockRms({ minScale: 0.5 }), [2], 0.1), [1])
  })

  it('refuses a least factor below 0', () => {
    expectError(() => scaleByParamBlockRms({ minScale: -1 }), 'invalid-option', 'minScale')
  })
})
