import { describe, it } from 'vitest'
import { adamax } from '../../../src/optimizers/adamax.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adamax', () => {
  it('never steps further than the learning rate without a first moment', () => {
    expectNumbers(updatesOf(adamax(0.5, { b1: 0, b2: 0.5, eps: 0 }), [8, 2, -16]), [-0.5, -0.25, 0.5])
  })
})
