import { describe, expect, it } from 'vitest'
import { setToZero } from '../../../src/transforms/setToZero.ts'
import { stepOnce, updatesOf } from './drive.ts'

describe('setToZero', () => {
  it('gives 0 for every number, NaN and the infinite ones too', () => {
    expect(updatesOf(setToZero(), [2, NaN, -Infinity])).toEqual([0, 0, 0])
  })

  it('fills arrays of both kinds', () => {
    const gradients = { a: Float32Array.of(1, NaN), b: Float64Array.of(3) }
    expect(stepOnce(setToZero(), gradients)).toEqual({ a: Float32Array.of(0, 0), b: Float64Array.of(0) })
  })
})
