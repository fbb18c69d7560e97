import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { namedChain } from '../../../src/chain/namedChain.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { leafFlag } from '../../../src/rule/index.ts'
import { treeGet } from '../../../src/state/treeGet.ts'
import { treeGetAll } from '../../../src/state/treeGetAll.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { identity } from '../../../src/transforms/identity.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { errorOf } from './errorOf.ts'

const nested = () => chain(clipByGlobalNorm(1), namedChain({ adam: scaleByAdam(), tail: chain(trace(0.9)) }))

describe('a name', () => {
  test('finds the slot of whatever link has it', () => {
    const state = nested().init({ w: Float32Array.of(1) })
    expect(treeGet(state, 'mu')).toBe(state[1].adam.mu)
    expect(treeGet(state, 'trace')).toBe(state[1].tail[0].trace)
  })

  test('finds a link of a named chain, and a leaf of a moment', () => {
    const state = nested().init({ w: Float32Array.of(1) })
    expect(treeGet(state, 'adam')).toBe(state[1].adam)
    expect(treeGet(trace(0.9).init({ a: { b: 2 } }), 'b')).toBe(0)
  })

  test('that several slots bear is refused, with their paths and values', () => {
    const opt = adam((count) => 1 / (count + 1))
    const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
    expect(errorOf(() => treeGet(state, 'count'))).toMatchObject({
      code: 'structure-mismatch',
      path: 'count',
      message: 'at count: 2 places of the state are called so: [0].count = 1, [1].count = 1; name one by its path.',
    })
  })

  test('that is a parameter beside a slot is the slot where the slot’s path is the name itself', () => {
    const state = scaleByAdam().init({ count: 7, mu: 8 })
    expect(treeGet(state, 'count')).toBe(0)
    expect(treeGet(state, 'mu')).toBe(state.mu)
    expect(() => treeGet([state], 'mu')).toThrow('[0].mu, [0].mu.mu = 0, [0].nu.mu = 0')
  })

  test('that nothing bears is refused with the nearest one and where it is', () => {
    // @ts-expect-error the compiler sees that nothing is called so
    expect(errorOf(() => treeGet(nested().init({ w: 1 }), 'moo'))).toMatchObject({
      code: 'structure-mismatch',
      message: 'at moo: the state has nothing here; did you mean [1].adam.mu?',
    })
  })

  test('that is like none is refused with all names there are', () => {
    // @ts-expect-error the compiler sees that nothing is called so
    expect(() => treeGet(trace(0.9).init({ w: 1 }), 'velocity')).toThrow('its names are count, trace, w.')
    // @ts-expect-error the compiler sees that nothing is called so
    expect(() => treeGet(identity().init({ w: 1 }), 'mu')).toThrow('it holds no slots.')
  })

  test('of many places lists a dozen of them', () => {
    const state = trace(0.9).init(Array.from({ length: 20 }, () => ({ w: 1 })))
    expect(() => treeGet(state, 'w')).toThrow('trace[11].w = 0 and 8 more; name')
  })
})

describe('a path', () => {
  test('from the root finds what stands there', () => {
    const state = adam(0.1).init({ layers: [{ w: 1 }] })
    expect(treeGet(state, '[0].mu')).toBe(state[0].mu)
    expect(treeGet(state, '[1].count')).toBe(0)
    expect(treeGet(state, '[0].nu.layers[0].w')).toBe(0)
    expect(treeGet(state, '')).toBe(state)
  })

  test('may leave out its beginning', () => {
    const state = nested().init({ w: 1 })
    expect(treeGet(state, 'adam.mu')).toBe(state[1].adam.mu)
    expect(treeGet(state, 'mu.w')).toBe(0)
  })

  test('that leads nowhere is refused with the nearest path', () => {
    // @ts-expect-error the compiler sees that nothing is called so
    expect(() => treeGet(adam(0.1).init({ w: 1 }), '[0].mo')).toThrow('did you mean [0].mu?')
    expect(() => treeGet(adam(0.1).init({ w: 1 }), '[0.mu')).toThrow(
      expect.objectContaining({ code: 'invalid-pattern' }),
    )
  })
})

describe('treeGetAll', () => {
  test('gives every place with its path, in the order of the state', () => {
    const [, state] = adam(0.1).update({ w: 1 }, adam(0.1).init({ w: 0 }))
    expect(treeGetAll(state, 'count')).toEqual([
      { path: '[0].count', value: 1 },
      { path: '[1].count', value: 1 },
    ])
    expect(treeGetAll(state, 'w').map(({ path }) => path)).toEqual(['[0].mu.w', '[0].nu.w'])
  })

  test('finds truth values, and keys that need quotes', () => {
    const flagged = transformation(
      { name: 'flagged', options: {}, state: { seen: leafFlag() }, rule: ({ update, seen }) => ({ update, seen }) },
      () => ({}),
    )
    expect(treeGetAll(flagged().init({ 'odd key': 1 }), "['odd key']")).toEqual([
      { path: "seen['odd key']", value: false },
    ])
  })

  test('refuses a name that nothing bears, and a state that contains itself', () => {
    // @ts-expect-error the compiler sees that nothing is called so
    expect(() => treeGetAll(adam(0.1).init({ w: 1 }), 'nuu')).toThrow('did you mean [0].nu?')
    const knot: Record<string, unknown> = {}
    knot['knot'] = knot
    expect(errorOf(() => treeGetAll(knot, 'mu'))).toMatchObject({ code: 'cyclic-tree', path: 'knot' })
  })
})
