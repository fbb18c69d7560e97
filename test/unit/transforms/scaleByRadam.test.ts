import { describe, it } from 'vitest'
import { scaleByRadam } from '../../../src/transforms/scaleByRadam.ts'
import { updatesOf } from './drive.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByRadam', () => {
  it('is a corrected mean until enough squares are remembered', () => {
    expectNumbers(updatesOf(scaleByRadam({ b1: 0.5, b2: 0.5 }), [4, 0]), [4, 4 / 3])
  })

  it('is Adam from then on, by a factor below 1', () => {
    // s = 19; after six equal steps p = 19 - 12·0.9⁶/(1 - 0.9⁶), and Adam's direction is 1.
    const p = 19 - (12 * 0.9 ** 6) / (1 - 0.9 ** 6)
    const r = Math.sqrt(((p - 4) * (p - 2) * 19) / (15 * 17 * p))
    const updates = updatesOf(
      scaleByRadam({ b2: 0.9, eps: 0 }),
      Array.from({ length: 6 }, () => 2),
    )
    expectNumbers(updates, [2, 2, 2, 2, 2, r])
  })

  it('waits as long as it is told to', () => {
    const updates = updatesOf(
      scaleByRadam({ b2: 0.9, threshold: 100 }),
      Array.from({ length: 8 }, () => 2),
    )
    expectNumbers(updates, [2, 2, 2, 2, 2, 2, 2, 2])
  })
})
