import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../src/chain/chain.ts'
import { namedChain } from '../../src/chain/namedChain.ts'
import { transformation } from '../../src/define/transformation.ts'
import { adam } from '../../src/optimizers/adam.ts'
import type { Tensor } from '../../src/pytree/index.ts'
import { leafFlag, moment, scalar } from '../../src/rule/index.ts'
import { mapParams } from '../../src/state/mapParams.ts'
import { resetCounts } from '../../src/state/resetCounts.ts'
import { treeGet } from '../../src/state/treeGet.ts'
import type { StatePlace } from '../../src/state/statePlace.ts'
import { treeGetAll } from '../../src/state/treeGetAll.ts'
import { treeSet } from '../../src/state/treeSet.ts'
import { trace } from '../../src/transforms/trace.ts'
import { makeParams, type Params, type ReadonlyParams } from './params.ts'

const opt = chain(namedChain({ main: adam(0.1) }), trace(0.9))

describe('the type of what treeGet finds', () => {
  it('is that of the place at a path from the root', () => {
    const state = opt.init(makeParams())
    expectTypeOf(treeGet(state, '[0].main[0].mu')).toEqualTypeOf<Params>()
    expectTypeOf(treeGet(state, '[0].main[0].mu.layer1.w')).toEqualTypeOf<Float32Array>()
    expectTypeOf(treeGet(state, '[1].count')).toEqualTypeOf<number>()
    expectTypeOf(treeGet(state, '')).toEqualTypeOf<typeof state>()
    expect(treeGet(state, '[0].main[0].mu.layer1.w')).toBe(state[0].main[0].mu.layer1.w)
  })

  it('is that of the one place that bears a name', () => {
    const state = opt.init(makeParams())
    expectTypeOf(treeGet(state, 'mu')).toEqualTypeOf<Params>()
    expectTypeOf(treeGet(state, 'mu.layer2')).toEqualTypeOf<Params['layer2']>()
    expectTypeOf(treeGet(adam(0.1).init(makeParams()), 'nu')).toEqualTypeOf<Params>()
    expect(treeGet(state, 'mu')).toBe(state[0].main[0].mu)
  })

  it('is that of all places that bear it, for treeGetAll', () => {
    const named: { readonly count: Float32Array } = { count: Float32Array.of(1) }
    const found = treeGetAll(opt.init(makeParams()), 'w')
    expectTypeOf(found[0].value).toEqualTypeOf<Float32Array>()
    expectTypeOf(treeGetAll(opt.init(named), 'count')[0].value).toEqualTypeOf<number | Float32Array>()
    expectTypeOf(treeGetAll(trace(0.9).init(named), 'count')[0].value).toEqualTypeOf<number | Float32Array>()
    expectTypeOf(treeGet(trace(0.9).init(named), 'count')).toEqualTypeOf<number>()
    expect(found).toHaveLength(6)
  })

  it('is none for a name or path that leads nowhere', () => {
    const state = opt.init(makeParams())
    const missing = /nothing here/
    // @ts-expect-error it is called mu
    expect(() => treeGet(state, 'moo')).toThrow(missing)
    // @ts-expect-error there is no third layer
    expect(() => treeGet(state, '[0].main[0].mu.layer3')).toThrow(missing)
    // @ts-expect-error neither is a list's length a name
    expect(() => treeGet(state, 'length')).toThrow(missing)
    // @ts-expect-error it is called nu
    expect(() => treeGetAll(state, 'nuu')).toThrow(missing)
    // @ts-expect-error it is called mu
    expect(() => treeSet(adam(0.1).init(makeParams()), { moo: 0 })).toThrow(missing)
  })

  it('holds for the names of parameters that are only known when the program runs', () => {
    const params: Readonly<Record<string, Float32Array>> = { w: Float32Array.of(1) }
    const state = adam(0.1).init(params)
    expectTypeOf(treeGet(state, '[0].mu')).toEqualTypeOf<Readonly<Record<string, Float32Array>>>()
    expectTypeOf(treeGet(state, 'nu.w')).toEqualTypeOf<Float32Array>()
    expectTypeOf(treeGet(trace(0.9).init(params), 'count')).toEqualTypeOf<number>()
    expectTypeOf(treeGetAll(state, 'w')).toEqualTypeOf<readonly StatePlace<unknown>[]>()
    expect(treeGetAll(state, 'w').map(({ path }) => path)).toEqual(['[0].mu.w', '[0].nu.w'])
  })

  it('follows a path that leaves out its beginning', () => {
    const state = opt.init(makeParams())
    expectTypeOf(treeGet(state, 'main[0].nu')).toEqualTypeOf<Params>()
    expectTypeOf(treeGet(state, '[0].mu')).toEqualTypeOf<Params>()
    expect(treeGet(state, '[0].mu')).toBe(state[0].main[0].mu)
  })

  it('is unknown where the type does not show it', () => {
    const state: unknown = opt.init(makeParams())
    expectTypeOf(treeGet(state, 'mu')).toEqualTypeOf<unknown>()
    const name: string = 'mu'
    expectTypeOf(treeGet(opt.init(makeParams()), name)).toBeUnknown()
    expect(treeGet(state, 'mu')).toBeDefined()
  })
})

describe('what treeSet takes', () => {
  it('is typed by the place, and the type of the state stays', () => {
    const state = opt.init(makeParams())
    const next = treeSet(state, { '[1].count': 3, 'mu.layer1.b': (b) => b + 1, '[1].trace': makeParams() })
    expectTypeOf(next).toEqualTypeOf<typeof state>()
    expect(next[0].main[0].mu.layer1.b).toBe(1)
    // @ts-expect-error a count is a number
    expect(() => treeSet(state, { '[1].count': 'three' })).toThrow()
    // @ts-expect-error the leaf is an array
    expect(() => treeSet(state, { 'mu.layer1.w': (w) => w + 1 })).toThrow()
  })
})

describe('the types of mapParams and resetCounts', () => {
  it('give a leaf of the parameters, and the state that was handed in', () => {
    const params: ReadonlyParams = {
      layers: [{ w: Float64Array.of(1) }],
      image: { data: Float32Array.of(1), shape: [1] },
      nothing: null,
    }
    const state = opt.init(params)
    const mapped = mapParams(
      opt,
      (leaf, path) => {
        expectTypeOf(leaf).toEqualTypeOf<Float64Array | Tensor>()
        expectTypeOf(path).toEqualTypeOf<string>()
        return leaf
      },
      state,
    )
    expectTypeOf(mapped).toEqualTypeOf<typeof state>()
    expectTypeOf(resetCounts(opt, state)).toEqualTypeOf<typeof state>()
    expect(mapped).toEqual(state)
  })

  it('leave counts, numbers and flags out of the leaves', () => {
    const mixed = transformation(
      {
        name: 'mixed',
        options: {},
        state: { seen: leafFlag(), total: scalar(3), m: moment() },
        rule: ({ update, seen, total, m }) => ({ update, seen, total, m }),
      },
      () => ({}),
    )
    const link = chain(mixed(), trace(0.9))
    const params: { readonly w: Float32Array } = { w: Float32Array.of(5) }
    const state = mapParams(
      link,
      (leaf) => {
        expectTypeOf(leaf).toEqualTypeOf<Float32Array>()
        return leaf.map((x) => x + 1)
      },
      link.init(params),
    )
    expect(state[0].m.w).toEqual(Float32Array.of(1))
  })

  it('give a single number as a number', () => {
    const state = mapParams(trace(0.9), (leaf) => leaf + 1, trace(0.9).init(3))
    expectTypeOf(state.trace).toEqualTypeOf<number>()
    expect(state.trace).toBe(1)
  })
})
