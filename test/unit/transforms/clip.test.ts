import { describe, expect, it } from 'vitest'
import { clip } from '../../../src/transforms/clip.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'

describe('clip', () => {
  it('clips every element by itself, the infinite ones too, and leaves NaN', () => {
    const gradients = Float32Array.of(-3, 0.5, NaN, Infinity, -Infinity)
    expect(stepOnce(clip(1), gradients)).toEqual(Float32Array.of(-1, 0.5, NaN, 1, -1))
  })

  it('lets nothing pass at 0', () => {
    expect(updatesOf(clip(0), [5, 0]).map(Math.abs)).toEqual([0, 0])
  })

  it('follows a schedule', () => {
    expect(
      updatesOf(
        clip((count) => count + 1),
        [5, -5, 2],
      ),
    ).toEqual([1, -2, 2])
  })

  it('refuses a negative bound', () => {
    expectError(() => clip(-1), 'invalid-option', 'maxDelta', '>= 0', '-1')
  })
})
