import { describe, it } from 'vitest'
import { acprop } from '../../../src/optimizers/acprop.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('acprop', () => {
  it('descends, and decays the parameters beside the moments', () => {
    // The second time by √(2/(1/2)).
    const opt = acprop(0.5, { b1: 0.5, b2: 0.5, eps: 0, epsRoot: 0, weightDecay: 0.5 })
    expectNumbers(updatesOf(opt, [4, 6], 2), [-2.5, -2])
  })
})
