import { describe, expect, it } from 'vitest'
import { scaleByNovograd } from '../../../src/transforms/scaleByNovograd.ts'
import { drive, stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByNovograd', () => {
  it('divides each leaf by its norm at the first step', () => {
    const params = { a: Float64Array.of(0, 0), b: 0 }
    const updates = stepOnce(scaleByNovograd({ eps: 0 }), { a: Float64Array.of(3, -4), b: -7 }, params)
    expectNumbers(updates.a, [0.6, -0.8])
    expect(updates.b).toBe(-1)
  })

  it('averages the squared norms from then on, and sums up what it divides', () => {
    // nu: 4, then 0.5·4 + 0.5·16 = 10; mu: 1, then 0.5 + 4/√10
    expectNumbers(updatesOf(scaleByNovograd({ b1: 0.5, b2: 0.5, eps: 0 }), [2, 4]), [1, 0.5 + 4 / Math.sqrt(10)])
  })

  it('keeps one number of memory a leaf', () => {
    const params = { a: Float64Array.of(0, 0) }
    const { states } = drive(scaleByNovograd(), params, [{ a: Float64Array.of(3, 4) }])
    expect(states[0]).toMatchObject({ count: 1, nu: { a: 25 } })
  })

  it('adds eps to the root, epsRoot below it, and decays the parameters', () => {
    // 3/(√(9 + 16) + 1) + 0.25·2
    expectNumbers(updatesOf(scaleByNovograd({ eps: 1, epsRoot: 16, weightDecay: 0.25 }), [3], 2), [1])
  })

  it('asks for parameters, and for decays below 1', () => {
    const opt = scaleByNovograd()
    expectError(() => opt.update(1, opt.init(0), undefined as never), 'missing-params')
    expectError(() => scaleByNovograd({ b1: 1 }), 'invalid-option', 'b1')
  })
})
