import { describe, it } from 'vitest'
import { adam } from '../../../src/optimizers/adam.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adam', () => {
  it('steps by about the learning rate at first, whatever the size of the gradient', () => {
    expectNumbers(updatesOf(adam(0.1, { eps: 0 }), [1e-5]), [-0.1])
    expectNumbers(updatesOf(adam(0.1, { eps: 0 }), [-1e5]), [0.1])
  })

  it('takes the options of scaleByAdam', () => {
    expectNumbers(updatesOf(adam(0.5, { b1: 0.5, b2: 0.75, eps: 4 }), [4]), [-0.25])
    expectNumbers(updatesOf(adam(0.5, { b1: 0.5, b2: 0.75, eps: 0, epsRoot: 9 }), [4]), [-0.4])
  })
})
