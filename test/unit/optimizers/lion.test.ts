import { describe, it } from 'vitest'
import { lion } from '../../../src/optimizers/lion.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('lion', () => {
  it('moves every element by the learning rate, and decays the parameters', () => {
    expectNumbers(updatesOf(lion(0.5, { weightDecay: 0.5 }), [4], 2), [-1])
  })

  it('decays by 1e-3 of the parameter by default', () => {
    expectNumbers(updatesOf(lion(1), [-4], 100), [0.9])
  })
})
