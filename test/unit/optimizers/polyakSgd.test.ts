import { describe, expect, it } from 'vitest'
import { polyakSgd } from '../../../src/optimizers/polyakSgd.ts'
import { applyUpdates } from '../../../src/pytree/index.ts'

describe('polyakSgd', () => {
  it('halves its way down a square, whose loss falls by 4 each step', () => {
    const opt = polyakSgd()
    let params = { w: Float64Array.of(1, 2, 3) }
    let state = opt.init(params)
    const losses = Array.from({ length: 4 }, () => {
      const value = params.w.reduce((sum, x) => sum + x * x, 0)
      const [updates, next] = opt.update({ w: params.w.map((x) => 2 * x) }, state, params, { value })
      params = applyUpdates(params, updates)
      state = next
      return value
    })
    expect(losses).toEqual([14, 3.5, 0.875, 0.21875])
  })

  it('measures the gradients that scaling has gone into', () => {
    const opt = polyakSgd({ scaling: 0.5 })
    // (4 - 0)/2² = 1, capped at 1, of the scaled gradient 2.
    expect(opt.update([4], opt.init([0]), [0], { value: 4 })[0]).toEqual([-2])
  })
})
