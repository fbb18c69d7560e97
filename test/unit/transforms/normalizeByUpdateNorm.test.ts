import { describe, expect, it } from 'vitest'
import { normalizeByUpdateNorm } from '../../../src/transforms/normalizeByUpdateNorm.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('normalizeByUpdateNorm', () => {
  it('gives all updates together the norm scaleFactor', () => {
    const opt = normalizeByUpdateNorm({ scaleFactor: 10, eps: 0 })
    expect(stepOnce(opt, { a: 3, b: Float64Array.of(4) })).toEqual({ a: 6, b: Float64Array.of(8) })
  })

  it('adds eps to the norm', () => {
    expectNumbers(Object.values(stepOnce(normalizeByUpdateNorm({ eps: 5 }), { a: 3, b: 4 })), [0.3, 0.4])
  })

  it('leaves zeros at 0', () => {
    expect(updatesOf(normalizeByUpdateNorm(), [0])).toEqual([0])
  })

  it('takes float32 gradients of 1e20 like any others', () => {
    expect([...stepOnce(normalizeByUpdateNorm(), Float32Array.of(3e20, 4e20))]).toEqual([
      expect.closeTo(0.6, 6),
      expect.closeTo(0.8, 6),
    ])
  })

  it('turns everything into NaN when one element is infinite', () => {
    expect(stepOnce(normalizeByUpdateNorm(), { a: Infinity, b: 1 })).toEqual({ a: NaN, b: NaN })
  })

  it('refuses a negative eps', () => {
    expectError(() => normalizeByUpdateNorm({ eps: -1 }), 'invalid-option', 'eps', '>= 0')
  })
})
