import { describe, it } from 'vitest'
import { adadelta } from '../../../src/optimizers/adadelta.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adadelta', () => {
  it('steps by the root mean square of its steps over that of the gradients', () => {
    expectNumbers(updatesOf(adadelta(0.5, { rho: 0.75, eps: 9 }), [8], 5), [-2.4])
  })

  it('lets the decay enter the moments', () => {
    // 3 + 0.5 * 10 = 8
    expectNumbers(updatesOf(adadelta(1, { rho: 0.75, eps: 9, weightDecay: 0.5 }), [3], 10), [-4.8])
  })
})
