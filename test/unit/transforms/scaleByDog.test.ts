import { describe, expect, it } from 'vitest'
import { scaleByDog } from '../../../src/transforms/scaleByDog.ts'
import { drive, stepOnce } from './drive.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByDog', () => {
  it('goes a share of the size of the parameters at first', () => {
    // 0.5·(1 + 5)/4
    const updates = stepOnce(scaleByDog({ initStepSize: 0.5, eps: 0 }), { a: 0, b: -4 }, { a: 3, b: 4 })
    expect(updates).toEqual({ a: 0, b: -3 })
  })

  it('goes by the largest distance from the start over the root of all squares', () => {
    const opt = scaleByDog({ initStep: 'distance', initStepSize: 2, eps: 0 })
    const first = opt.init({ w: 1 })
    const [one, second] = opt.update({ w: 3 }, first, { w: 1 })
    const [two, third] = opt.update({ w: 4 }, second, { w: 11 })
    expectNumbers([one.w, two.w], [2, 8])
    expect(third).toEqual({ count: 2, initParams: { w: 1 }, maxDist: 10, sumSqNormGrads: 25 })
  })

  it('takes a learning rate for the first step alone', () => {
    const { updates } = drive(scaleByDog({ initStep: 'learningRate', initStepSize: 0.5 }), 1, [4, 4])
    expectNumbers(updates, [2, 0])
  })

  it('makes every update NaN where one is infinite', () => {
    expect(stepOnce(scaleByDog(), { a: Infinity, b: 1 })).toEqual({ a: NaN, b: NaN })
  })
})
