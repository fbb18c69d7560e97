import { describe, it } from 'vitest'
import { cocob } from '../../../src/optimizers/cocob.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('cocob', () => {
  it('descends, and takes the size of a gradient, decay and learning rate for no more than the size of the first coin', () => {
    expectNumbers(updatesOf(cocob({ alpha: 4 }), [3, 0], 1), [-1 / 4, -1 / 4])
    expectNumbers(updatesOf(cocob({ learningRate: 0.5, weightDecay: 2, alpha: 4 }), [3], 1), [-1 / 4])
  })

  it('weighs later gradients by a schedule of the learning rate', () => {
    // -3, then -3 - 1.5 over 3·max(3 + 1.5 + 3, 12)
    const learningRate = (count: number): number => 1 / (1 + count)
    expectNumbers(updatesOf(cocob({ learningRate, alpha: 4 }), [3, 3], 1), [-1 / 4, -4.5 / 12])
  })
})
