import { describe, expect, it } from 'vitest'
import { scaleByLocalGains } from '../../../src/transforms/scaleByLocalGains.ts'
import { drive, stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByLocalGains', () => {
  it('adds to the gain while the sign stays, multiplies it down when the sign changes, and leaves it at 0', () => {
    // gains 1, 1.5, 1.5 * 0.95, 1.925, then 1.925 at the 0 and after it
    const updates = updatesOf(scaleByLocalGains({ increase: 0.5 }), [2, 4, -2, -2, 0, -2])
    expectNumbers(updates, [2, 6, -2.85, -3.85, 0, -3.85])
  })

  it('keeps the gain in its range', () => {
    const opt = scaleByLocalGains({ increase: 0.5, decrease: 0.5, minGain: 0.8, maxGain: 1.2 })
    expectNumbers(updatesOf(opt, [1, 1, -1]), [1, 1.2, -0.8])
  })

  it('leaves the gain at NaN too, and goes on after it', () => {
    expect(updatesOf(scaleByLocalGains({ increase: 0.5 }), [1, NaN, 1, 1])).toEqual([1, NaN, 1, 1.5])
  })

  it('sees that float32 gradients agree whose product would vanish', () => {
    const tiny = Float32Array.of(1e-30)
    const { states } = drive(scaleByLocalGains({ increase: 1 }), tiny, [tiny, tiny])
    expect(states[1]).toMatchObject({ gains: Float32Array.of(2) })
  })

  it('keeps the gains and the sign of the last update', () => {
    expect(stateAfter(scaleByLocalGains({ increase: 0.5 }), [-4, -3])).toEqual({ count: 2, gains: 1.5, previous: -1 })
  })

  it('refuses a decrease that would increase', () => {
    expectError(() => scaleByLocalGains({ decrease: 1.5 }), 'invalid-option', 'decrease', '[0, 1]')
  })
})
