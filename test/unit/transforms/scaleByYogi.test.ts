import { describe, expect, it } from 'vitest'
import { scaleByYogi } from '../../../src/transforms/scaleByYogi.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

const options = { b1: 0, b2: 0.5, eps: 0, initialAccumulatorValue: 4 }

describe('scaleByYogi', () => {
  it('lets the second moment go up or down by a share of the squares', () => {
    // nu = 4 + 0.5·16 over 0.5; then nu = 12 - 0.5·4 over 0.75
    expectNumbers(updatesOf(scaleByYogi(options), [4, 2]), [4 / Math.sqrt(24), 2 / Math.sqrt(10 / 0.75)])
  })

  it('begins both moments at the same value', () => {
    expect(scaleByYogi(options).init({ w: 7 })).toEqual({ count: 0, mu: { w: 4 }, nu: { w: 4 } })
    expect(stateAfter(scaleByYogi({ ...options, b1: 0.5 }), [4])).toEqual({ count: 1, mu: 4, nu: 12 })
  })

  it('refuses a start below 0', () => {
    expectError(
      () => scaleByYogi({ initialAccumulatorValue: -1 }),
      'invalid-option',
      'scaleByYogi',
      'initialAccumulatorValue',
      '>= 0',
    )
  })
})
