import { describe, expect, it } from 'vitest'
import { adagrad } from '../../../src/optimizers/adagrad.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adagrad', () => {
  it('divides by the root of the sum of squares', () => {
    expectNumbers(updatesOf(adagrad(0.5, { initialAccumulatorValue: 9, eps: 0 }), [4, 12]), [-0.4, -6 / Math.sqrt(169)])
  })

  it('has eps under the root', () => {
    expectNumbers(updatesOf(adagrad(1, { initialAccumulatorValue: 0, eps: 9 }), [4]), [-0.8])
  })

  it('takes the full rate at the first gradient of a rare feature, however late', () => {
    expect(updatesOf(adagrad(0.5, { initialAccumulatorValue: 0, eps: 0 }), [0, 0, 0, 0.01])).toEqual([-0, -0, -0, -0.5])
  })
})
