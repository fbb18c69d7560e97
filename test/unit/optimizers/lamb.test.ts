import { describe, it } from 'vitest'
import { lamb } from '../../../src/optimizers/lamb.ts'
import { stepOnce, updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('lamb', () => {
  it('steps as far as the parameters are long, times the learning rate', () => {
    // Adam's first direction is (1, -1), of length √2.
    const updates = stepOnce(lamb(0.1, { eps: 0 }), Float64Array.of(4, -9), Float64Array.of(3, 4))
    expectNumbers(updates, [-0.5 / Math.sqrt(2), 0.5 / Math.sqrt(2)])
  })

  it('measures the update with its decay', () => {
    // The direction is (1, -1) + 0.5·(2, 2) = (2, 0), the parameters are √8 long.
    const updates = stepOnce(lamb(1, { eps: 0, weightDecay: 0.5 }), Float64Array.of(4, -9), Float64Array.of(2, 2))
    expectNumbers(updates, [-Math.sqrt(8), -0])
  })

  it('steps like Adam from 0', () => {
    expectNumbers(updatesOf(lamb(0.1, { eps: 0 }), [4], 0), [-0.1])
  })
})
