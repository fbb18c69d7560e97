import { describe, it } from 'vitest'
import { asgd } from '../../../src/optimizers/asgd.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('asgd', () => {
  it('descends, with decay in the gradient', () => {
    // -0.5·(4 + 0.5·2 + 0.25·2)
    expectNumbers(updatesOf(asgd(0.5, { lambd: 0.25, weightDecay: 0.5 }), [4], 2), [-2.75])
  })
})
