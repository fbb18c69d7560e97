import { describe, it } from 'vitest'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByAdemamix } from '../../../src/transforms/scaleByAdemamix.ts'
import { updatesOf } from './drive.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByAdemamix', () => {
  it('adds a slow mean, as it is, to the corrected fast one', () => {
    // (4 + 2·2)/4; then (1/0.75 + 2·1)/√(4/0.75)
    const opt = scaleByAdemamix({ b1: 0.5, b2: 0.5, b3: 0.5, alpha: 2, eps: 0 })
    expectNumbers(updatesOf(opt, [4, 0]), [2, (10 * Math.sqrt(3)) / 12])
  })

  it('is Adam with a weight of 0', () => {
    const gradients = [3, -1, 0.5]
    expectNumbers(updatesOf(scaleByAdemamix({ alpha: 0 }), gradients), updatesOf(scaleByAdam(), gradients))
  })
})
