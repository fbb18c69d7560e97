import { describe, expect, it } from 'vitest'
import { scaleByStddev } from '../../../src/transforms/scaleByStddev.ts'
import { drive, stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByStddev', () => {
  it('divides by the root of mean square less squared mean', () => {
    // m = -1.5, v = 4.5: 2.25; then m = -0.25, v = 2.75: 2.6875
    expectNumbers(updatesOf(scaleByStddev({ decay: 0.5, eps: 0 }), [-3, 1]), [-2, 1 / Math.sqrt(2.6875)])
  })

  it('adds eps under the root, or to it without epsInSqrt', () => {
    expect(updatesOf(scaleByStddev({ decay: 0.5, eps: 4 }), [-3])).toEqual([-1.2])
    expect(updatesOf(scaleByStddev({ decay: 0.5, eps: 0.5, epsInSqrt: false }), [-3])).toEqual([-1.5])
  })

  it('starts the mean square at initialScale', () => {
    // v = 4 + 4.5, less 2.25
    expectNumbers(updatesOf(scaleByStddev({ decay: 0.5, eps: 0, initialScale: 8 }), [-3]), [-1.2])
  })

  it('corrects both means with biasCorrection, so that a constant has no deviation', () => {
    expect(updatesOf(scaleByStddev({ decay: 0.5, eps: 1, biasCorrection: true }), [-3, -3])).toEqual([-3, -3])
  })

  it('stays a number under a constant float32 gradient, where rounding alone would make the variance negative', () => {
    const gradients = Array.from({ length: 60 }, () => Float32Array.of(100.1, 3000.3, 77777.77))
    for (const options of [{ decay: 0.75 }, { biasCorrection: true }]) {
      const { updates } = drive(scaleByStddev(options), Float32Array.of(0, 0, 0), gradients)
      for (const update of updates) expect(update.every(Number.isFinite)).toBe(true)
    }
  })

  it('keeps both means', () => {
    expect(stateAfter(scaleByStddev({ decay: 0.5 }), [-3])).toEqual({ count: 1, mu: -1.5, nu: 4.5 })
  })

  it('has no option of', () => {
    expectError(() => scaleByStddev.fromOptions({ of: 'gradient' }), 'unknown-option', 'of')
  })
})
