import { describe, expect, it } from 'vitest'
import { clipByNorm } from '../../../src/transforms/clipByNorm.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('clipByNorm', () => {
  it('shrinks each leaf by its own norm', () => {
    const updates = stepOnce(clipByNorm(1), { a: Float64Array.of(3, 4), b: 0.5, c: -4 })
    expectNumbers(updates.a, [0.6, 0.8])
    expect(updates).toMatchObject({ b: 0.5, c: -1 })
  })

  it('turns the leaf that holds NaN or an infinite element into NaN, and no other', () => {
    expect(stepOnce(clipByNorm(2), { a: Float64Array.of(Infinity, 1), b: NaN, c: 1 })).toEqual({
      a: Float64Array.of(NaN, NaN),
      b: NaN,
      c: 1,
    })
  })

  it('gives zeros, not NaN, for a largest norm of 0', () => {
    expect(updatesOf(clipByNorm(0), [0, 3])).toEqual([0, 0])
  })

  it('refuses a negative norm', () => {
    expectError(() => clipByNorm(-1), 'invalid-option', 'maxNorm', '>= 0')
  })
})
