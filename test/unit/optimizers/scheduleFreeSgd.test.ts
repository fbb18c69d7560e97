import { describe, it } from 'vitest'
import { scheduleFreeSgd } from '../../../src/optimizers/scheduleFreeSgd.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('scheduleFreeSgd', () => {
  it('descends with decay in the gradient', () => {
    // d = 4 + 0.5·2 at both steps, as the parameter stays 2: s = -2.5, and then z = -0.5, c = 1/2.
    const opt = scheduleFreeSgd(0.5, { b1: 0.5, weightDecay: 0.5 })
    expectNumbers(updatesOf(opt, [4, 4], 2), [-2.5, 0.5 * (-0.5 - 2 - 1.25) - 1.25])
  })

  it('stands still at the first step of a warm-up, which weighs as the second does', () => {
    // The rates are 0 and 0.5, the weights 0.25 and 1.
    const opt = scheduleFreeSgd(1, { b1: 0.5, warmupSteps: 2 })
    expectNumbers(updatesOf(opt, [4, 4], 2), [0, 0.8 * -1 - 1])
  })
})
