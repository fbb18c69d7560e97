import { describe, expect, it } from 'vitest'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'

describe('scaleByLearningRate', () => {
  it('turns the update downhill', () => {
    expect(updatesOf(scaleByLearningRate(0.5), [2, -4])).toEqual([-1, 2])
  })

  it('leaves the sign as it is without flipSign', () => {
    expect(updatesOf(scaleByLearningRate(0.5, { flipSign: false }), [2, -4])).toEqual([1, -2])
  })

  it('climbs with a negative rate', () => {
    expect(updatesOf(scaleByLearningRate(-0.5), [2])).toEqual([1])
  })

  it('reads a schedule at the count before it goes up', () => {
    expect(
      updatesOf(
        scaleByLearningRate((count) => count),
        [3, 3, 3],
      ),
    ).toEqual([-0, -3, -6])
  })

  it('refuses a rate of NaN', () => {
    expectError(
      () => scaleByLearningRate(NaN),
      'invalid-option',
      'learningRate',
      'a finite number or a schedule',
      'NaN',
    )
  })

  it('suggests the option that was meant', () => {
    expectError(
      () => scaleByLearningRate.fromOptions({ learningRate: 1, flip_sign: false }),
      'unknown-option',
      'Did you mean "flipSign"?',
    )
  })
})
