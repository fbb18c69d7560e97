import { describe, it } from 'vitest'
import { optimisticAdamV2 } from '../../../src/optimizers/optimisticAdamV2.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('optimisticAdamV2', () => {
  it('multiplies the direction and its change by the learning rate', () => {
    // Without memory a direction is a sign.
    const opt = optimisticAdamV2(0.5, { b1: 0, b2: 0, eps: 0, alpha: 4, beta: 3 })
    expectNumbers(updatesOf(opt, [-3, 2, 5]), [2, -2 - 1.5 * 2, -2])
  })

  it('looks one step ahead by default', () => {
    expectNumbers(updatesOf(optimisticAdamV2(1, { b1: 0.5, eps: 0 }), [4]), [-4 / 3])
  })
})
