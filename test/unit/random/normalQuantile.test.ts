import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../../src/random/normalQuantile.ts'

describe('normalQuantile', () => {
  it('is where a table of the normal distribution has it', () => {
    // Between -z and z lies the share x.
    expect(normalQuantile(0.95)).toBeCloseTo(1.959963984540054, 14)
    expect(normalQuantile(0.6826894921370859)).toBeCloseTo(1, 14)
    expect(normalQuantile(0.999999426696856)).toBeCloseTo(5, 8)
    expect(normalQuantile(0)).toBe(0)
  })

  it('is odd', () => {
    for (const x of [1e-300, 0.1, 0.7, 0.999, 1 - 2 ** -50]) expect(normalQuantile(-x)).toBe(-normalQuantile(x))
  })

  it('rises, where one polynomial ends and the next begins, too', () => {
    let before = -Infinity
    for (let i = 1; i < 51; i++) {
      for (const x of [1 - 2 ** -i, 1 - 2 ** -i * 0.75]) {
        expect(normalQuantile(x)).toBeGreaterThan(before)
        before = normalQuantile(x)
      }
    }
    expect(before).toBeLessThan(9)
  })
})
