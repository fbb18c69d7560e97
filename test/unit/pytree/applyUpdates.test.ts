import { expect, expectTypeOf, test } from 'vitest'
import { applyUpdates, tensor } from '../../../src/pytree/index.ts'

test('adds updates to parameters in fresh buffers', () => {
  const params = Object.freeze({ w: Float32Array.of(1, 2), s: 1, n: null })
  const updates = Object.freeze({ s: 0.25, w: Float32Array.of(-0.5, 0.5), n: null })
  const next = applyUpdates(params, updates)
  expectTypeOf(next).toEqualTypeOf<typeof params>()
  expect(next).toEqual({ w: Float32Array.of(0.5, 2.5), s: 1.25, n: null })
  expect(Object.keys(next)).toEqual(['w', 's', 'n'])
  expect(params.w).toEqual(Float32Array.of(1, 2))
  expect(updates.w).toEqual(Float32Array.of(-0.5, 0.5))
})

test('rounds to float32 once', () => {
  const [p, u] = [Math.fround(0.1), Math.fround(0.2)]
  expect(applyUpdates([Float32Array.of(p)], [Float32Array.of(u)])).toEqual([Float32Array.of(Math.fround(p + u))])
})

test('the storage is that of the parameters', () => {
  expect(applyUpdates([tensor(Float32Array.of(1), [1])], [Float32Array.of(1)])).toEqual([
    tensor(Float32Array.of(2), [1]),
  ])
})

test('tied parameters stay tied', () => {
  const w = Float32Array.of(1)
  const [x, y] = applyUpdates([w, w], [Float32Array.of(1), Float32Array.of(1)])
  expect(x).toEqual(Float32Array.of(2))
  expect(x).toBe(y)
})

test('different updates for tied parameters are refused', () => {
  const w = Float32Array.of(1)
  expect(() => applyUpdates({ a: w, b: w }, { a: Float32Array.of(1), b: Float32Array.of(2) })).toThrow(
    'at b: updates differ from those at a, but the parameters at these two paths are one (tied); give both the same updates',
  )
})

test('mismatches name the path', () => {
  expect(() => applyUpdates({ w: new Float32Array(3) }, { w: new Float32Array(1) })).toThrow(
    'at w: updates: expected float32[3], got float32[1]; shapes never broadcast',
  )
})
