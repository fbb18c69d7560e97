import { describe, expect, it } from 'vitest'
import { scaleByOptimisticGradient } from '../../../src/transforms/scaleByOptimisticGradient.ts'
import { updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'

describe('scaleByOptimisticGradient', () => {
  it('adds the change since the last step', () => {
    expect(updatesOf(scaleByOptimisticGradient(), [1, 3, 3])).toEqual([1, 5, 3])
  })

  it('weighs the update and its change', () => {
    expect(updatesOf(scaleByOptimisticGradient({ alpha: 0.5, beta: 2 }), [1, 3])).toEqual([0.5, 5.5])
  })

  it('refuses a weight that is NaN', () => {
    expectError(() => scaleByOptimisticGradient({ beta: NaN }), 'invalid-option', 'scaleByOptimisticGradient', 'beta')
  })
})
