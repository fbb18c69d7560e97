import { expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { leafFlag, moment, scalar } from '../../../src/rule/index.ts'
import { mapParams } from '../../../src/state/mapParams.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { errorOf } from './errorOf.ts'

test('moments are mapped; counts, numbers and flags stay', () => {
  const mixed = transformation(
    {
      name: 'mixed',
      options: {},
      state: { seen: leafFlag(), total: scalar(3), m: moment(2) },
      rule: ({ update, seen, total, m }) => ({ update, seen, total, m }),
    },
    () => ({}),
  )
  const opt = chain(mixed(), trace(0.9))
  expect(mapParams(opt, (leaf) => leaf + 1, opt.init({ w: 5 }))).toEqual([
    { seen: { w: false }, total: 3, m: { w: 3 } },
    { count: 0, trace: { w: 1 } },
  ])
})

test('the function gets each leaf with its path in the parameters, a tied one once', () => {
  const w = Float32Array.of(1)
  const opt = adam(0.1)
  const paths: string[] = []
  const state = mapParams(
    opt,
    (leaf, path) => {
      paths.push(path)
      return leaf.map(() => paths.length)
    },
    opt.init({ encoder: w, decoder: w }),
  )
  expect(paths).toEqual(['decoder', 'decoder'])
  expect(state[0].mu.encoder).toEqual(Float32Array.of(1))
  expect(state[0].nu.decoder).toEqual(Float32Array.of(2))
  expect(state[0].mu.encoder).toBe(state[0].mu.decoder)
})

test('the state handed in is left alone', () => {
  const opt = trace(0.9)
  const state = opt.init({ w: Float64Array.of(1) })
  mapParams(opt, (leaf) => leaf.map(() => 9), state)
  expect(state).toEqual({ count: 0, trace: { w: Float64Array.of(0) } })
})

test('a leaf of another shape is refused, naming the path in the state', () => {
  const opt = chain(trace(0.9))
  const call = () => mapParams(opt, () => Float32Array.of(1), opt.init({ w: Float32Array.of(1, 2) }))
  expect(errorOf(call)).toMatchObject({ code: 'shape-mismatch', path: '[0].trace.w' })
})

test('the state of another transformation is refused, and so is a factory that was not called', () => {
  const state: unknown = trace(0.9).init({ w: 1 })
  expect(errorOf(() => mapParams(adam(0.1), (leaf) => leaf, state))).toMatchObject({ code: 'invalid-state' })
  // @ts-expect-error a factory is no transformation
  expect(errorOf(() => mapParams(adam, (leaf) => leaf, state))).toMatchObject({ code: 'invalid-option' })
})
