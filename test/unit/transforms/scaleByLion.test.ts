import { describe, expect, it } from 'vitest'
import { scaleByLion } from '../../../src/transforms/scaleByLion.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByLion', () => {
  it('steps by the sign of the mean that the update is in', () => {
    // 0.5·0 + 0.5·4; then mu = 1, and 0.5·1 - 0.5·2
    expect(updatesOf(scaleByLion({ b1: 0.5, b2: 0.75 }), [4, -2])).toEqual([1, -1])
    expect(stateAfter(scaleByLion({ b1: 0.5, b2: 0.75 }), [4, -2])).toEqual({ count: 2, mu: 0.25 })
  })

  it('stays where the mean is 0', () => {
    expect(updatesOf(scaleByLion(), [0])).toEqual([0])
  })

  it('steps smoothly, or by small means as they are, if told to', () => {
    const smooth = scaleByLion({ b1: 0.5, mode: 'smooth', smoothBeta: 3 })
    expectNumbers(updatesOf(smooth, [0.5]), [Math.tanh(0.75)])
    const refined = scaleByLion({ b1: 0.5, b2: 0, mode: 'refined' })
    expect(updatesOf(refined, [0.5, 8])).toEqual([0.25, 1])
  })

  it('refuses another mode', () => {
    expectError(() => scaleByLion({ mode: 'soft' as 'smooth' }), 'invalid-option', 'scaleByLion', 'mode', 'soft')
  })
})
