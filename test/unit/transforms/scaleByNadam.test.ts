import { describe, expect, it } from 'vitest'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByNadam } from '../../../src/transforms/scaleByNadam.ts'
import { drive, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByNadam', () => {
  it('weighs the mean and the update by what the momentums have let through', () => {
    // The momentum is 0.25, its products 1/4, 1/16 and 1/64; m' is 2 and 3, v̂ 16.
    const { updates, states } = drive(scaleByNadam({ b1: 0.5, eps: 0, momentumDecay: 0 }), 0, [4, 4])
    expectNumbers(updates, [(0.5 / (15 / 16) + 4) / 4, (0.75 / (63 / 64) + 3 / (15 / 16)) / 4])
    expect(states.at(-1)).toMatchObject({ count: 2, mu: 3, muProduct: 1 / 16 })
  })

  it('lets the momentum grow from step to step', () => {
    // 0.96 to the power 1 and 2 at the first step
    const [now, next] = [0.5 * (1 - 0.48), 0.5 * (1 - 0.96 ** 2 / 2)]
    const expected = ((next * 2) / (1 - now * next) + 4) / 4
    expectNumbers(updatesOf(scaleByNadam({ b1: 0.5, eps: 0, momentumDecay: 1 }), [4]), [expected])
  })

  it('is Adam with Nesterov momentum once the momentum has grown', () => {
    const gradients = [3, -1, 0.5, 2]
    expectNumbers(
      updatesOf(scaleByNadam({ momentumDecay: 1e6 }), gradients),
      updatesOf(scaleByAdam({ nesterov: true }), gradients),
    )
  })

  it('refuses a negative momentumDecay', () => {
    expectError(() => scaleByNadam({ momentumDecay: -1 }), 'invalid-option', 'momentumDecay', '>= 0')
  })
})
