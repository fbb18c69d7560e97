import { describe, it } from 'vitest'
import { amsgrad } from '../../../src/optimizers/amsgrad.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('amsgrad', () => {
  it('does not forget a large gradient', () => {
    expectNumbers(updatesOf(amsgrad(0.5, { b1: 0, b2: 0, eps: 0 }), [8, 2, 2]), [-0.5, -0.125, -0.125])
  })
})
