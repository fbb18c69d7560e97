import { describe, expect, it } from 'vitest'
import { scaleByTrustRatio } from '../../../src/transforms/scaleByTrustRatio.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByTrustRatio', () => {
  it('makes the update of each leaf as long as its parameters', () => {
    const params = { a: Float64Array.of(3, 4), b: -2 }
    const updates = stepOnce(scaleByTrustRatio(), { a: Float64Array.of(0, 2), b: 10 }, params)
    expectNumbers(updates.a, [0, 5])
    expect(updates.b).toBe(2)
  })

  it('takes a fraction of that, over a norm with eps added', () => {
    // 0.5 · 5 / (2 + 3)
    const updates = stepOnce(
      scaleByTrustRatio({ trustCoefficient: 0.5, eps: 3 }),
      Float64Array.of(0, 2),
      Float64Array.of(3, 4),
    )
    expectNumbers(updates, [0, 1])
  })

  it('leaves an update alone where it, or the parameters, are all 0', () => {
    expect(updatesOf(scaleByTrustRatio({ eps: 1 }), [5], 0)).toEqual([5])
    expect(updatesOf(scaleByTrustRatio({ eps: 1 }), [0], 5)).toEqual([0])
  })

  it('takes norms below the least one as that', () => {
    expectNumbers(updatesOf(scaleByTrustRatio({ minNorm: 4 }), [8], 0), [4])
  })

  it('measures float32 updates of 1e20 like any others', () => {
    const updates = stepOnce(scaleByTrustRatio(), Float32Array.of(0, 1e20), Float32Array.of(3, 4))
    expectNumbers(updates, [0, 5])
  })

  it('turns the leaf of an infinite update into NaN, and no other', () => {
    const gradients = { a: Float64Array.of(Infinity, 1), b: 1 }
    expect(stepOnce(scaleByTrustRatio(), gradients, { a: Float64Array.of(1, 1), b: 3 })).toEqual({
      a: Float64Array.of(NaN, NaN),
      b: 3,
    })
  })

  it('refuses a negative eps', () => {
    expectError(() => scaleByTrustRatio({ eps: -1 }), 'invalid-option', 'scaleByTrustRatio', 'eps', '>= 0')
  })
})
