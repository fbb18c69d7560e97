import { describe, expect, it } from 'vitest'
import { applyUpdates } from '../../../src/pytree/index.ts'
import { scaleByDistanceOverGradients } from '../../../src/transforms/scaleByDistanceOverGradients.ts'
import { stepOnce } from './drive.ts'
import { expectError } from './expectError.ts'

describe('scaleByDistanceOverGradients', () => {
  it('goes at first a share of the size of each leaf', () => {
    const params = { a: Float64Array.of(3, 4), b: 1 }
    const updates = stepOnce(
      scaleByDistanceOverGradients({ repsRel: 0.5, eps: 0 }),
      { a: Float64Array.of(0, 8), b: -5 },
      params,
    )
    expect(updates).toEqual({ a: Float64Array.of(0, 3), b: -1 })
  })

  it('goes then by the longest way so far, over the root of all squares, leaf by leaf', () => {
    const opt = scaleByDistanceOverGradients({ repsRel: 1, eps: 0, globalScale: -1 })
    const params = { a: 1, b: 3 }
    const [first, state] = opt.update({ a: 3, b: 1 }, opt.init(params), params)
    expect(first).toEqual({ a: -2, b: -4 })
    const [second, last] = opt.update({ a: 4, b: 0 }, state, applyUpdates(params, { a: -10, b: 1 }))
    // 10 is farther than the 2 at first, 1 is not as far as 4.
    expect(second.a).toBe(-8)
    expect(second.b).toBeCloseTo(0)
    expect(last).toMatchObject({ maxDist: { a: 10, b: 4 }, gradSumOfSquares: { a: 25, b: 1 } })
  })

  it('gives NaN for a leaf with a broken gradient, and for no other', () => {
    const params = { a: Float64Array.of(3, 4), b: 1 }
    const updates = stepOnce(scaleByDistanceOverGradients(), { a: Float64Array.of(0, Infinity), b: -5 }, params)
    expect(updates.a).toEqual(Float64Array.of(NaN, NaN))
    expect(updates.b).toBeLessThan(0)
  })

  it('refuses a share below 0', () => {
    expectError(() => scaleByDistanceOverGradients({ repsRel: -1 }), 'invalid-option', 'repsRel')
  })
})
