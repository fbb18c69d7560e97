import { describe, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { biasCorrection } from '../../../src/transforms/biasCorrection.ts'
import { momentum } from '../../../src/transforms/momentum.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByRms } from '../../../src/transforms/scaleByRms.ts'
import { updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('biasCorrection', () => {
  it('multiplies by √(1 - b2^t)/(1 - b1^t)', () => {
    expectNumbers(updatesOf(biasCorrection(0.5, 0.75), [3, 3]), [3, 3 * (Math.sqrt(0.4375) / 0.75)])
  })

  it('completes Adam: momentum, the root mean square of the gradient, and the correction', () => {
    const gradients = [3, -1, 0.5, 0, 2]
    const rms = scaleByRms({ decay: 0.99, eps: 0, of: 'gradient' })
    const parts = chain(momentum(0.9), rms, biasCorrection(0.9, 0.99))
    expectNumbers(updatesOf(parts, gradients), [...updatesOf(scaleByAdam({ b1: 0.9, b2: 0.99, eps: 0 }), gradients)])
  })

  it('refuses a decay of 1, for which nothing is ever complete', () => {
    expectError(() => biasCorrection(1, 0.9), 'invalid-option', 'b1', '[0, 1)')
    expectError(() => biasCorrection(0.9, 1.2), 'invalid-option', 'b2', '1.2')
  })
})
