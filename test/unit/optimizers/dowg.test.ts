import { describe, it } from 'vitest'
import { dowg } from '../../../src/optimizers/dowg.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('dowg', () => {
  it('descends, with decay in the gradient', () => {
    // d = 4 + 0.5·2; 9·5/√(9·25)
    expectNumbers(updatesOf(dowg({ learningRate: 0.5, initEstimSqDist: 9, eps: 0, weightDecay: 0.5 }), [4], 2), [-1.5])
  })
})
