import { describe, expect, test } from 'vitest'
import { transformation } from '../../../src/define/transformation.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { leafFlag } from '../../../src/rule/index.ts'
import { treeSet } from '../../../src/state/treeSet.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { errorOf } from './errorOf.ts'

const flagged = transformation(
  { name: 'flagged', options: {}, state: { seen: leafFlag() }, rule: ({ update, seen }) => ({ update, seen }) },
  () => ({}),
)

describe('a changed state', () => {
  test('has the new values, and shares all else', () => {
    const state = adam(0.1).init({ w: Float32Array.of(1, 2), b: 3 })
    const next = treeSet(state, { '[1].count': 7, 'mu.b': (b) => b - 2 })
    expect(next).toEqual([
      { count: 0, mu: { w: Float32Array.of(0, 0), b: -2 }, nu: { w: Float32Array.of(0, 0), b: 0 } },
      { count: 7 },
    ])
    expect(next[0].mu.w).toBe(state[0].mu.w)
    expect(next[0].nu).toBe(state[0].nu)
    expect(next[1]).not.toBe(state[1])
  })

  test('leaves the one handed in alone, even where that is frozen', () => {
    const state = Object.freeze(scaleByAdam().init({ w: 1 }))
    expect(treeSet(state, { count: 5 }).count).toBe(5)
    expect(state.count).toBe(0)
  })

  test('is what the update goes on with', () => {
    const opt = trace(0.5)
    const state = treeSet(opt.init({ w: 0 }), { trace: { w: 8 } })
    // 1 + 0.5 * 8
    expect(opt.update({ w: 1 }, state)[0]).toEqual({ w: 5 })
  })

  test('may be changed in a place and then within it', () => {
    const state = treeSet(trace(0.5).init({ a: 0, b: 0 }), { trace: { a: 1, b: 2 }, 'trace.b': (b) => b * 10 })
    expect(state).toEqual({ count: 0, trace: { a: 1, b: 20 } })
  })

  test('keeps objects without a prototype, and the order of keys', () => {
    const bare: Record<string, number> = Object.create(null)
    bare['z'] = 1
    bare['a'] = 2
    const { trace: next } = treeSet(trace(0.5).init(bare), { 'trace.a': 5 })
    expect(Object.getPrototypeOf(next)).toBe(null)
    expect(Object.keys(next)).toEqual(['z', 'a'])
  })

  test('may have new truth values', () => {
    const state = flagged().init({ a: [1, 2], b: 3 })
    expect(treeSet(state, { seen: { a: [true, false], b: true } })).toEqual({ seen: { a: [true, false], b: true } })
    expect(treeSet(state, { 'seen.a[1]': true }).seen.a).toEqual([false, true])
  })

  test('without changes is the state itself', () => {
    const state = trace(0.5).init({ w: 1 })
    expect(treeSet(state, {})).toBe(state)
  })
})

describe('a value unlike the one it replaces is refused', () => {
  const state = adam(0.1).init({ w: Float32Array.of(1, 2), b: 3 }) as unknown

  test('for another shape, naming the path in the state', () => {
    expect(errorOf(() => treeSet(state, { mu: { w: Float32Array.of(1), b: 3 } }))).toMatchObject({
      code: 'shape-mismatch',
      path: '[0].mu.w',
    })
  })

  test('for another dtype', () => {
    expect(errorOf(() => treeSet(state, { 'mu.w': Float64Array.of(1, 2) }))).toMatchObject({
      code: 'dtype-mismatch',
      path: '[0].mu.w',
      message: expect.stringContaining('the new value: expected float32[2], got float64[2]'),
    })
  })

  test('for other keys', () => {
    expect(errorOf(() => treeSet(state, { mu: { w: Float32Array.of(1, 2) } }))).toMatchObject({
      code: 'structure-mismatch',
      path: '[0].mu.b',
    })
    expect(errorOf(() => treeSet(state, { '[1]': { count: 1, extra: 2 } }))).toMatchObject({
      code: 'structure-mismatch',
      path: '[1].extra',
    })
  })

  test('for a number where a truth value was, and the reverse', () => {
    const flags: unknown = flagged().init({ a: [1], b: 3 })
    expect(errorOf(() => treeSet(flags, { seen: { a: [1], b: true } }))).toMatchObject({
      code: 'structure-mismatch',
      path: 'seen.a[0]',
    })
    expect(errorOf(() => treeSet(flags, { seen: { a: true, b: true } }))).toMatchObject({ path: 'seen.a' })
    expect(errorOf(() => treeSet(flags, { seen: { a: [true] } }))).toMatchObject({ path: 'seen.b' })
    expect(errorOf(() => treeSet(state, { 'mu.b': true }))).toMatchObject({ path: '[0].mu.b' })
  })

  test('for one array in two places that were apart', () => {
    const two: unknown = trace(0.9).init({ a: Float32Array.of(0), b: Float32Array.of(0) })
    const one = Float32Array.of(1)
    expect(errorOf(() => treeSet(two, { trace: { a: one, b: one } }))).toMatchObject({
      code: 'structure-mismatch',
      path: 'trace',
    })
  })

  test('for a name that several places bear or none does', () => {
    expect(() => treeSet(state, { count: 3 })).toThrow('[0].count = 0, [1].count = 0')
    expect(() => treeSet(state, { nuu: 3 })).toThrow('did you mean [0].nu?')
  })
})
