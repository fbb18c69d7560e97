import { describe, expect, it } from 'vitest'
import { scaleByFtrl } from '../../../src/transforms/scaleByFtrl.ts'
import { drive, stepOnce, updatesOf } from './drive.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByFtrl', () => {
  it('moves to what the gradients ask for, over the root of their squares', () => {
    // From 1, n is 9 and 25, z is -3 - (3/0.5)·1 = -9 and -9 - 4 - ((5 - 3)/0.5)·1 = -17.
    const { updates } = drive(scaleByFtrl(0.5, { initialAccumulatorValue: 0 }), 1, [-3, -4])
    expectNumbers(updates, [9 / 6 - 1, 17 / 10 - 1])
  })

  it('shrinks by its penalties', () => {
    // (4 - 1)/((4 + 2)/0.5 + 2·1.5)
    const opt = scaleByFtrl(0.5, { initialAccumulatorValue: 0, l1: 1, l2: 1.5, beta: 2 })
    expectNumbers(updatesOf(opt, [-4]), [0.2])
  })

  it('takes a shrinkage into the gradient and not into the squares', () => {
    // z = 4 + 2·0.5·2 - (4/0.5)·2 = -10, θ = 10/(4/0.5)
    const opt = scaleByFtrl(0.5, { initialAccumulatorValue: 0, l2Shrinkage: 0.5 })
    expectNumbers(updatesOf(opt, [4], 2), [1.25 - 2])
  })

  it('makes a parameter exactly 0 whose gradients ask for less than the penalty on absolute values', () => {
    const params = { w: 0.1 }
    const [updates] = scaleByFtrl(0.5, { l1: 1 }).update({ w: 0.3 }, scaleByFtrl(0.5).init(params), params)
    expect(params.w + updates.w).toBe(0)
  })

  it('raises the sum of squares to the power given', () => {
    // n = 16, θ = 4/(16/0.5) and 4/(1/0.5)
    const at = (learningRatePower: number) =>
      updatesOf(scaleByFtrl(0.5, { initialAccumulatorValue: 0, learningRatePower }), [-4])[0]
    expectNumbers([at(-1), at(0)], [0.125, 2])
  })

  it('leaves at 0 what has no squares yet', () => {
    expect(stepOnce(scaleByFtrl(0.5, { initialAccumulatorValue: 0 }), { w: 0 })).toEqual({ w: 0 })
  })
})
