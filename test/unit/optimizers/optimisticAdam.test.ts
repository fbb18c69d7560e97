import { describe, it } from 'vitest'
import { optimisticAdam } from '../../../src/optimizers/optimisticAdam.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('optimisticAdam', () => {
  it('adds the change of the direction, by the optimism alone', () => {
    // Without memory a direction is a sign.
    const signs = { b1: 0, b2: 0, eps: 0 }
    expectNumbers(updatesOf(optimisticAdam(0.5, { ...signs, optimism: 3 }), [-3, 2, 5]), [0.5, -0.5 - 3 * 2, -0.5])
    expectNumbers(updatesOf(optimisticAdam(0.5, signs), [-3, 2, 5]), [0.5, -0.5 - 0.5 * 2, -0.5])
  })

  it('looks one step ahead by default', () => {
    // b₁·mu'/(1 - b₁²) + g = (0.5·2/0.75 + 4)/4
    expectNumbers(updatesOf(optimisticAdam(1, { b1: 0.5, eps: 0 }), [4]), [-4 / 3])
    expectNumbers(updatesOf(optimisticAdam(1, { b1: 0.5, eps: 0, nesterov: false }), [4]), [-1])
  })
})
