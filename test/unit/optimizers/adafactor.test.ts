import { describe, expect, it } from 'vitest'
import { adafactor } from '../../../src/optimizers/adafactor.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { stepOnce, updatesOf } from '../transforms/drive.ts'
import { expectError } from '../transforms/expectError.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adafactor', () => {
  it('takes a first step as long as the parameters, leaf by leaf', () => {
    expectNumbers(updatesOf(adafactor({ learningRate: 0.5 }), [3], -2), [-1])
    expectNumbers(updatesOf(adafactor({ learningRate: 0.5 }), [3], 0), [-0.0005])
  })

  it('takes an absolute one without parameter scale, and as long as it is without clipping', () => {
    const absolute = { learningRate: 0.5, multiplyByParameterScale: false, decayRate: 1, eps: 0 }
    // v: 1, then the mean of 1 and 25: 5/√13 is more than 1.
    expectNumbers(updatesOf(adafactor(absolute), [1, 5], 9), [-0.5, -0.5])
    expectNumbers(updatesOf(adafactor({ ...absolute, clippingThreshold: null }), [1, 5], 9), [
      -0.5,
      -2.5 / Math.sqrt(13),
    ])
  })

  it('averages the steps and decays the parameters where it is asked to', () => {
    const given = { learningRate: 1, multiplyByParameterScale: false, momentum: 0.75, weightDecayRate: 0.5 }
    expectNumbers(updatesOf(adafactor(given), [3], 2), [-(0.25 + 1)])
  })

  it('remembers a matrix by its rows and columns where it is long enough', () => {
    const gradient = tensor(Float64Array.of(1, 2, 3, 4), [2, 2])
    const params = tensor(Float64Array.of(1, 1, 1, 1), [2, 2])
    const { data } = stepOnce(adafactor({ minDimSizeToFactor: 2, clippingThreshold: null }), gradient, params)
    // Rows 2.5 and 12.5 of mean 7.5, columns 5 and 10.
    expectNumbers(data, [
      -1 / Math.sqrt((2.5 * 5) / 7.5),
      -2 / Math.sqrt((2.5 * 10) / 7.5),
      -3 / Math.sqrt((12.5 * 5) / 7.5),
      -4 / Math.sqrt((12.5 * 10) / 7.5),
    ])
    expect(Object.keys(adafactor({ factored: false }).init(params)[0])).toEqual(['count', 'v'])
  })

  it('refuses a threshold of 0 and a decay of 1', () => {
    expectError(() => adafactor({ clippingThreshold: 0 }), 'invalid-option', 'clippingThreshold')
    expectError(() => adafactor({ momentum: 1 }), 'invalid-option', 'momentum')
  })
})
