import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { scaleByRms } from '../../../src/transforms/scaleByRms.ts'
import { stateAfter, stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByRms', () => {
  it('divides by the root of the mean square', () => {
    // v = 0.25 * 16 = 4, then 0.75 * 4 + 0.25 * 4 = 4
    expect(updatesOf(scaleByRms({ decay: 0.75, eps: 0 }), [4, -2])).toEqual([2, -1])
  })

  it('adds eps under the root', () => {
    expectNumbers(updatesOf(scaleByRms({ decay: 0.75, eps: 5 }), [4]), [4 / 3])
  })

  it('adds eps to the root without epsInSqrt', () => {
    expect(updatesOf(scaleByRms({ decay: 0.75, eps: 2, epsInSqrt: false }), [4])).toEqual([1])
  })

  it('starts from initialScale', () => {
    // v = 0.75 * 16 + 0.25 * 16
    expect(updatesOf(scaleByRms({ decay: 0.75, eps: 0, initialScale: 16 }), [4])).toEqual([1])
  })

  it('divides the mean square by the weight of its terms with biasCorrection', () => {
    // 4/0.25, then (3 + 4)/0.4375
    expectNumbers(updatesOf(scaleByRms({ decay: 0.75, eps: 0, biasCorrection: true }), [4, 4]), [1, 1])
  })

  it('averages the squares of the gradient that entered the chain when asked to', () => {
    const rms = (of: 'update' | 'gradient') => scaleByRms({ decay: 0.75, eps: 0, of })
    expect(updatesOf(chain(scale(2), rms('gradient')), [4])).toEqual([4])
    expect(updatesOf(chain(scale(2), rms('update')), [4])).toEqual([2])
    // the inner chain was entered by 8, so v = 0.25 * 64
    expect(updatesOf(chain(scale(2), chain(scale(3), rms('gradient'))), [4])).toEqual([6])
  })

  it('is the sign with decay 0 and eps 0, and NaN where there is none', () => {
    expect(updatesOf(scaleByRms({ decay: 0, eps: 0 }), [-3, 1e-3, 0])).toEqual([-1, 1, NaN])
  })

  it('keeps the mean square before its correction', () => {
    expect(stateAfter(scaleByRms({ decay: 0.75, biasCorrection: true }), [4])).toEqual({ count: 1, nu: 4 })
  })

  it('turns only the element that is not finite into NaN', () => {
    const opt = scaleByRms({ decay: 0.75, eps: 0 })
    expect(stepOnce(opt, Float64Array.of(Infinity, NaN, 4))).toEqual(Float64Array.of(NaN, NaN, 2))
  })

  it('refuses a decay of 1.2, a negative eps, a negative initialScale, and what it cannot average', () => {
    expectError(() => scaleByRms({ decay: 1.2 }), 'invalid-option', 'decay', '[0, 1)', '1.2')
    expectError(() => scaleByRms({ eps: -1 }), 'invalid-option', 'eps', '>= 0')
    expectError(() => scaleByRms({ initialScale: -1 }), 'invalid-option', 'initialScale')
    expectError(() => scaleByRms.fromOptions({ of: 'params' }), 'invalid-option', '"update", "gradient"', '"params"')
  })

  it('suggests the option that was meant', () => {
    expectError(() => scaleByRms.fromOptions({ eps_in_sqrt: true }), 'unknown-option', 'Did you mean "epsInSqrt"?')
  })
})
