import { describe, expect, it } from 'vitest'
import { scaleByRss } from '../../../src/transforms/scaleByRss.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByRss', () => {
  const plain = { initialAccumulatorValue: 0, eps: 0 }

  it('divides by the root of the sum of squares', () => {
    expect(updatesOf(scaleByRss(plain), [3, 4])).toEqual([1, 0.8])
  })

  it('adds eps under the root', () => {
    expectNumbers(updatesOf(scaleByRss({ initialAccumulatorValue: 0, eps: 16 }), [3]), [0.6])
  })

  it('adds eps to the root without epsInSqrt, as PyTorch does', () => {
    const opt = scaleByRss({ initialAccumulatorValue: 16, eps: 1, epsInSqrt: false })
    expectNumbers(updatesOf(opt, [3]), [0.5])
    expect(updatesOf(scaleByRss({ ...plain, eps: 1, epsInSqrt: false }), [0])).toEqual([0])
  })

  it('starts from initialAccumulatorValue', () => {
    expectNumbers(updatesOf(scaleByRss({ initialAccumulatorValue: 16, eps: 0 }), [3]), [0.6])
    expect(stateAfter(scaleByRss({ initialAccumulatorValue: 16 }), [3])).toEqual({ count: 1, sumOfSquares: 25 })
  })

  it('gives 0 where there has been nothing yet, and takes a full step when something comes', () => {
    expect(updatesOf(scaleByRss(plain), [0, 0, -7])).toEqual([0, 0, -1])
  })

  it('does not hide NaN behind that 0', () => {
    expect(updatesOf(scaleByRss(plain), [NaN])).toEqual([NaN])
  })

  it('refuses a negative first value', () => {
    expectError(() => scaleByRss({ initialAccumulatorValue: -1 }), 'invalid-option', 'initialAccumulatorValue', '>= 0')
  })
})
