import { describe, it } from 'vitest'
import { madgrad } from '../../../src/optimizers/madgrad.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('madgrad', () => {
  it('descends, with decay in the gradient', () => {
    // d = 0.5 + 0.5·1, the goal 1 - 8/2
    expectNumbers(updatesOf(madgrad(8, { momentum: 0.5, eps: 0, weightDecay: 0.5 }), [0.5], 1), [-2])
  })
})
