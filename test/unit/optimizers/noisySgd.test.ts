import { describe, expect, it } from 'vitest'
import { noisySgd } from '../../../src/optimizers/noisySgd.ts'
import { addNoise } from '../../../src/transforms/addNoise.ts'
import { stepOnce, updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('noisySgd', () => {
  it('is gradient descent without noise', () => {
    expectNumbers(updatesOf(noisySgd(0.5, { eta: 0 }), [2, -4]), [-1, 2])
  })

  it('goes down gradients with noise', () => {
    expectNumbers(
      [stepOnce(noisySgd(0.5, { eta: 1, gamma: 0, key: 9 }), 3)],
      [-0.5 * stepOnce(addNoise(1, 0, { key: 9 }), 3)],
    )
    expect(stepOnce(noisySgd(0.5), 3)).not.toBe(-1.5)
  })
})
