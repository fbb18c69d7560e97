import { describe, expect, it } from 'vitest'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'
import { drive, stepOnce } from './drive.ts'

describe('zeroNans', () => {
  it('replaces NaN by 0 and keeps the infinite elements', () => {
    const gradients = Float32Array.of(NaN, 1, Infinity, -Infinity)
    expect(stepOnce(zeroNans(), gradients)).toEqual(Float32Array.of(0, 1, Infinity, -Infinity))
  })

  it('says for each leaf whether this step held a NaN', () => {
    const clean = { a: 1, b: Float64Array.of(1, 2) }
    const opt = zeroNans()
    expect(opt.init(clean)).toEqual({ foundNan: { a: false, b: false } })
    const { states } = drive(opt, clean, [
      { a: 1, b: Float64Array.of(1, NaN) },
      { a: NaN, b: Float64Array.of(1, Infinity) },
    ])
    expect(states).toEqual([{ foundNan: { a: false, b: true } }, { foundNan: { a: true, b: false } }])
  })
})
