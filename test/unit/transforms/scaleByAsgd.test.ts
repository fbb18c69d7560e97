import { describe, expect, it } from 'vitest'
import { scaleByAsgd } from '../../../src/transforms/scaleByAsgd.ts'
import { drive } from './drive.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByAsgd', () => {
  it('takes steps that shorten, and a share of the parameter with each', () => {
    // 3 + 0.5·4 in steps of 1, and 2.5 + 0.5·4 in steps of 1/(1 + 0.5·1·1)²
    const { updates } = drive(scaleByAsgd(1, { lambd: 0.5, alpha: 2 }), 4, [3, 2.5])
    expectNumbers(updates, [-5, -2])
  })

  it('keeps the parameters themselves until the second step after t0, and their mean from there on', () => {
    const opt = scaleByAsgd(1, { lambd: 0, t0: 1 })
    let state = opt.init({ w: 8 })
    let w = 8
    const means = [1, 2, 1, 2].map((gradient) => {
      const [updates, next] = opt.update({ w: gradient }, state, { w })
      state = next
      w += updates.w
      return next.ax.w
    })
    // The parameters are 7, 5, 4 and 2.
    expect(means).toEqual([7, 5, 4, 3])
  })
})
