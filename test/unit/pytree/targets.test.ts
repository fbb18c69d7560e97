import { describe, expect, it } from 'vitest'
import { incrementalUpdate, periodicUpdate } from '../../../src/pytree/index.ts'
import { expectError } from '../transforms/expectError.ts'

describe('incrementalUpdate', () => {
  it('weights the new tree by the step size and the old one by the rest', () => {
    const updated = incrementalUpdate(
      { w: Float64Array.of(8, 0), b: null },
      { w: Float64Array.of(0, 4), b: null },
      0.25,
    )
    expect(updated).toEqual({ w: Float64Array.of(2, 3), b: null })
    expect(incrementalUpdate(4, 0, 1)).toBe(4)
  })

  it('rounds to float32 after each operation, as optax does there', () => {
    const [x, y, s] = [Math.fround(0.3), Math.fround(0.7), Math.fround(0.1)]
    const [w] = incrementalUpdate([Float32Array.of(x)], [Float32Array.of(y)], 0.1)
    expect(w[0]).toBe(Math.fround(Math.fround(s * x) + Math.fround(Math.fround(0.9) * y)))
  })

  it('names the leaf that differs', () => {
    expectError(() => incrementalUpdate({ w: new Float32Array(2) }, { w: new Float32Array(3) }, 0.5), 'shape-mismatch')
  })
})

describe('periodicUpdate', () => {
  const [fresh, old] = [{ w: 1 }, { w: 2 }]

  it('gives the new tree at step 0 and every period after it', () => {
    const taken = [0, 1, 2, 3, 4, 5, 6].map((step) => periodicUpdate(fresh, old, step, 3) === fresh)
    expect(taken).toEqual([true, false, false, true, false, false, true])
    expect(periodicUpdate(fresh, old, 1, 3)).toBe(old)
  })

  it('refuses trees unlike one another, and numbers out of range', () => {
    expectError(() => periodicUpdate<unknown>({ w: 1 }, { v: 1 }, 0, 1), 'structure-mismatch')
    expectError(() => periodicUpdate(fresh, old, -1, 3), 'invalid-option', 'steps')
    expectError(() => periodicUpdate(fresh, old, 1, 0), 'invalid-option', 'updatePeriod')
  })
})
