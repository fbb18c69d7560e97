import { describe, expect, it } from 'vitest'
import { scale } from '../../../src/transforms/scale.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'

describe('scale', () => {
  it('multiplies by the step size', () => {
    expect(updatesOf(scale(-0.5), [2, -4])).toEqual([-1, 2])
  })

  it('rounds to float32 where the leaf is float32', () => {
    expect(stepOnce(scale(0.1), Float32Array.of(3))).toEqual(Float32Array.of(Math.fround(Math.fround(0.1) * 3)))
  })

  it('refuses a step size that is not finite', () => {
    expectError(() => scale(NaN), 'invalid-option', 'scale', 'stepSize', 'finite', 'NaN')
  })

  it('refuses to be without a step size', () => {
    expectError(() => scale.fromOptions({}), 'invalid-option', 'stepSize is required')
  })
})
