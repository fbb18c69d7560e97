import { describe, it } from 'vitest'
import { dog } from '../../../src/optimizers/dog.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('dog', () => {
  it('descends, with decay in the gradient', () => {
    // d = 4 + 0.5·2, and the first distance 3
    expectNumbers(
      updatesOf(dog({ learningRate: 0.5, initStep: 'distance', initStepSize: 3, eps: 0, weightDecay: 0.5 }), [4], 2),
      [-1.5],
    )
  })
})
