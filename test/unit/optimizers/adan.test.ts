import { describe, it } from 'vitest'
import { adan } from '../../../src/optimizers/adan.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adan', () => {
  it('descends, and decays the parameters beside the moments', () => {
    expectNumbers(updatesOf(adan(0.5, { eps: 0, epsRoot: 0, weightDecay: 0.5 }), [4], 2), [-1])
  })

  it('has an epsilon inside the root by default', () => {
    expectNumbers(updatesOf(adan(1, { eps: 0 }), [1e-4]), [-1 / Math.sqrt(2)])
  })
})
