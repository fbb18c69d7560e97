import { describe, it } from 'vitest'
import { simplifiedAdemamix } from '../../../src/optimizers/simplifiedAdemamix.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('simplifiedAdemamix', () => {
  it('descends, and decays the parameters beside the moments', () => {
    expectNumbers(updatesOf(simplifiedAdemamix(0.5, { alpha: 2, eps: 0, weightDecay: 0.5 }), [4], 2), [-2])
  })
})
