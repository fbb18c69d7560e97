import { describe, it } from 'vitest'
import { scheduleFreeAdamw } from '../../../src/optimizers/scheduleFreeAdamw.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('scheduleFreeAdamw', () => {
  it('goes by the sign at first, with decay beside it, and averages', () => {
    // s = -0.5·(1 + 0.5·2) = -1 at both steps, as gradient and parameter stay; then z = 1, c = 1/2.
    const opt = scheduleFreeAdamw(0.5, { b1: 0.5, eps: 0, weightDecay: 0.5 })
    expectNumbers(updatesOf(opt, [4, 4], 2), [-1, 0.5 * (1 - 2 - 0.5) - 0.5])
  })
})
