import { describe, expect, it } from 'vitest'
import { clipByBlockRms } from '../../../src/transforms/clipByBlockRms.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('clipByBlockRms', () => {
  it('shrinks each leaf by its own root mean square', () => {
    const updates = stepOnce(clipByBlockRms(1), { a: Float64Array.of(1, 7), b: 0.5, c: 4 })
    expectNumbers(updates.a, [0.2, 1.4])
    expect(updates).toMatchObject({ b: 0.5, c: 1 })
  })

  it('clips float32 gradients of 1e20 like any others', () => {
    expectNumbers(stepOnce(clipByBlockRms(1), Float32Array.of(1e20, -1e20)), [1, -1])
  })

  it('turns the leaf that holds NaN or an infinite element into NaN, and no other', () => {
    const gradients = { a: Float64Array.of(Infinity, 1), b: Float64Array.of(NaN, 1), c: 1 }
    expect(stepOnce(clipByBlockRms(2), gradients)).toEqual({
      a: Float64Array.of(NaN, NaN),
      b: Float64Array.of(NaN, NaN),
      c: 1,
    })
  })

  it('gives zeros, not NaN, for a threshold of 0', () => {
    expect(updatesOf(clipByBlockRms(0), [0, 3])).toEqual([0, 0])
  })

  it('takes an empty array', () => {
    expect(stepOnce(clipByBlockRms(1), { a: new Float32Array(0), b: 2 })).toEqual({ a: new Float32Array(0), b: 1 })
  })

  it('refuses a negative threshold', () => {
    expectError(() => clipByBlockRms(-1), 'invalid-option', 'threshold', '>= 0')
  })
})
