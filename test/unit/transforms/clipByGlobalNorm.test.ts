import { describe, expect, it } from 'vitest'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'

describe('clipByGlobalNorm', () => {
  it('shrinks all leaves by one factor', () => {
    const updates = stepOnce(clipByGlobalNorm(1), { a: 3, b: Float64Array.of(0, 4) })
    expect(updates).toEqual({ a: expect.closeTo(0.6, 12), b: Float64Array.of(0, 0.8) })
  })

  it('leaves what is short enough as it is', () => {
    expect(stepOnce(clipByGlobalNorm(5), { a: 3, b: 4 })).toEqual({ a: 3, b: 4 })
  })

  it('clips float32 gradients of 1e20 like any others', () => {
    expect([...stepOnce(clipByGlobalNorm(5), Float32Array.of(3e20, 4e20))]).toEqual([
      expect.closeTo(3, 5),
      expect.closeTo(4, 5),
    ])
  })

  it('turns everything into NaN when one element is infinite or NaN, never into silent zeros', () => {
    expect(stepOnce(clipByGlobalNorm(1), { a: Infinity, b: 4 })).toEqual({ a: NaN, b: NaN })
    expect(stepOnce(clipByGlobalNorm(1), { a: NaN, b: 4 })).toEqual({ a: NaN, b: NaN })
  })

  it('gives zeros, not NaN, for a largest norm of 0', () => {
    expect(stepOnce(clipByGlobalNorm(0), { a: 0, b: 0 })).toEqual({ a: 0, b: 0 })
    expect(stepOnce(clipByGlobalNorm(0), { a: 3, b: 4 })).toEqual({ a: 0, b: 0 })
  })

  it('takes an empty tree and an empty array', () => {
    expect(stepOnce(clipByGlobalNorm(1), {})).toEqual({})
    expect(stepOnce(clipByGlobalNorm(1), { a: new Float32Array(0) })).toEqual({ a: new Float32Array(0) })
  })

  it('follows a schedule', () => {
    expect(
      updatesOf(
        clipByGlobalNorm((count) => count + 1),
        [5, -5],
      ),
    ).toEqual([1, -2])
  })

  it('refuses a negative norm', () => {
    expectError(() => clipByGlobalNorm(-1), 'invalid-option', 'maxNorm', '>= 0')
  })
})
