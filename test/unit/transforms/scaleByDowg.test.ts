import { describe, expect, it } from 'vitest'
import { scaleByDowg } from '../../../src/transforms/scaleByDowg.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByDowg', () => {
  it('weighs squares by the squared distance from the start', () => {
    const opt = scaleByDowg({ initEstimSqDist: 4, eps: 0 })
    const [one, second] = opt.update({ w: 3 }, opt.init({ w: 1 }), { w: 1 })
    // 4·3/√(4·9); then 100·4/√(36 + 100·16)
    const [two, third] = opt.update({ w: 4 }, second, { w: 11 })
    expectNumbers([one.w, two.w], [2, 400 / Math.sqrt(1636)])
    expect(third).toMatchObject({ estimSqDist: 100, weightedSqNormGrads: 1636 })
  })

  it('takes eps for the first distance where none is given', () => {
    // 0.25·4/(√(0.25·16) + 0.25)
    expectNumbers(updatesOf(scaleByDowg({ eps: 0.25 }), [4], 1), [1 / 2.25])
  })

  it('makes every update NaN where one is infinite', () => {
    expect(stepOnce(scaleByDowg(), { a: Infinity, b: 1 })).toEqual({ a: NaN, b: NaN })
  })
})
