import { describe, it } from 'vitest'
import { ademamix } from '../../../src/optimizers/ademamix.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('ademamix', () => {
  it('weighs the slow mean by 5, and decays nothing, by default', () => {
    // 4 + 5·2 over 4
    expectNumbers(updatesOf(ademamix(1, { b3: 0.5, eps: 0 }), [4], 100), [-3.5])
  })

  it('decays the parameters beside the moments', () => {
    expectNumbers(updatesOf(ademamix(0.5, { b3: 0.5, alpha: 2, eps: 0, weightDecay: 0.5 }), [4], 2), [-1.5])
  })
})
