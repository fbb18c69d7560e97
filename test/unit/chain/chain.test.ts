import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { namedChain } from '../../../src/chain/namedChain.ts'
import { compile } from '../../../src/compile/index.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { applyEvery } from '../../../src/transforms/applyEvery.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { bitsOf } from '../../helpers/bits.ts'
import { everyWay } from '../../helpers/everyWay.ts'

/** A link whose update is the gradient that entered the chain around it. */
const restart = transformation(
  { name: 'restart', options: {}, state: {}, rule: ({ gradient }) => ({ update: gradient }) },
  () => ({}),
)

test('links apply from left to right', () => {
  const opt = chain(scale(3), trace(0.5), scale(-1))
  const { updates, state } = everyWay(opt, { w: 1 }, [{ w: 1 }, { w: 1 }])
  // Traces: 3, then 3 + 0.5 * 3 = 4.5.
  expect(updates).toEqual({ w: -4.5 })
  expect(state).toEqual([{}, { count: 2, trace: { w: 4.5 } }, {}])
})

test('the docstring’s examples', () => {
  const [updates] = chain(trace(0.9), scale(-0.1)).update({ w: 1 }, chain(trace(0.9), scale(-0.1)).init({ w: 0 }))
  expect(updates).toEqual({ w: -0.1 })
  expect(namedChain({ momentum: trace(0.9), step: scale(-0.1) }).init({ w: 0 }).momentum.trace).toEqual({ w: 0 })
})

test('no links are the identity, with an empty state', () => {
  expect(chain().init({ w: 1 })).toEqual([])
  expect(chain().update({ w: -0 }, [])).toEqual([{ w: -0 }, []])
  expect(chain(chain(), chain(chain())).update({ w: 2 }, [[], [[]]])).toEqual([{ w: 2 }, [[], [[]]]])
})

describe('gradient is what entered the innermost chain', () => {
  const value = (opt: ReturnType<typeof chain>): unknown =>
    (opt.update as unknown as (g: unknown, s: unknown) => readonly unknown[])({ w: 2 }, opt.init({ w: 0 }))[0]
  test('in a flat chain the first gradient', () => {
    expect(value(chain(scale(10), restart(), scale(3)) as never)).toEqual({ w: 6 })
  })
  test('in a nested chain what flows into that one', () => {
    expect(value(chain(scale(10), chain(scale(5), restart()), scale(3)) as never)).toEqual({ w: 60 })
  })
  test('after a nested chain the outer one again', () => {
    expect(value(chain(scale(10), chain(restart()), restart()) as never)).toEqual({ w: 2 })
  })
})

test('nesting changes no bit, only the nesting of the state', () => {
  const gradients = [1, 2, 3].map((k) => ({ w: Float32Array.of(k, -k / 3, k * 1e-5), b: k / 7 }))
  const params = gradients[0]
  const flat = everyWay(chain(trace(0.9), scaleByAdam(), scale(-0.1)), params, gradients)
  const nested = everyWay(chain(chain(trace(0.9)), chain(chain(scaleByAdam()), scale(-0.1))), params, gradients)
  expect(bitsOf(nested.updates)).toBe(bitsOf(flat.updates))
  expect(nested.state).toEqual([[(flat.state as readonly unknown[])[0]], [[(flat.state as readonly unknown[])[1]], {}]])
})

test('one transformation in two places keeps two states', () => {
  const momentum = trace(0.5)
  const { state } = everyWay(chain(momentum, momentum), { w: 0 }, [{ w: 1 }, { w: 1 }])
  // First trace: 1, 1.5. Second: 1, 1.5 + 0.5 = 2.
  expect(state).toEqual([
    { count: 2, trace: { w: 1.5 } },
    { count: 2, trace: { w: 2 } },
  ])
})

test('a chain may be used within others and on its own', () => {
  const inner = chain(trace(0.5), scale(2))
  const outer = chain(inner, inner)
  expect(outer.update({ w: 1 }, outer.init({ w: 0 }))[0]).toEqual({ w: 4 })
  expect(inner.update({ w: 1 }, inner.init({ w: 0 }))[0]).toEqual({ w: 2 })
})

test('a chain of 60 links runs', () => {
  const opt = chain(...Array.from({ length: 60 }, () => trace(0)))
  const [updates] = opt.update({ w: Float32Array.of(3) }, opt.init({ w: Float32Array.of(0) }))
  expect([...updates.w]).toEqual([3])
})

describe('a named chain', () => {
  test('keeps its states by name, in the order written, and gives the bits of the chain', () => {
    const named = namedChain({ z: trace(0.9), a: adam(0.1), every: applyEvery(2) })
    const plain = chain(trace(0.9), adam(0.1), applyEvery(2))
    const gradients = [1, 2, 3].map((k) => ({ w: Float64Array.of(k, -1 / k) }))
    const one = everyWay(named, gradients[0], gradients)
    const two = everyWay(plain, gradients[0], gradients)
    expect(bitsOf(one.updates)).toBe(bitsOf(two.updates))
    expect(Object.keys(one.state as object)).toEqual(['z', 'a', 'every'])
    expect(Object.values(one.state as object)).toEqual(two.state)
  })
  test('takes odd names, __proto__ included', () => {
    const odd = namedChain(
      Object.fromEntries([
        ['__proto__', scale(2)],
        ['a b', trace(0)],
        ['', scale(3)],
      ]),
    )
    const state = odd.init({ w: 1 })
    expect(Object.keys(state)).toEqual(['__proto__', 'a b', ''])
    expect((odd.update as unknown as (g: unknown, s: unknown) => readonly unknown[])({ w: 1 }, state)[0]).toEqual({
      w: 6,
    })
  })
  test('refuses whole numbers as names, which would change places', () => {
    expect(() => namedChain({ b: scale(1), 1: scale(2) })).toThrow(
      'namedChain: a link cannot be named 1: JavaScript moves such keys to the front; use a word.',
    )
  })
})

describe('what is no transformation is refused by its place', () => {
  const wrong = (value: unknown): never => value as never
  test('a factory that was not called', () => {
    expect(() => chain(scale(1), wrong(scaleByAdam))).toThrow(
      'chain: link 2 must be a transformation, got the factory scaleByAdam; call it, as in scaleByAdam(…).',
    )
    expect(() => compile(wrong(adam), { w: 1 })).toThrow(
      'compile: its first argument must be a transformation, got the factory adam',
    )
    expect(() => withEngine(wrong(adam), 'wasm')).toThrow('withEngine: its argument must be a transformation')
  })
  test('anything else', () => {
    expect(() => chain(wrong(undefined))).toThrow('link 1 must be a transformation, got undefined.')
    expect(() => chain(wrong([scale(1)]))).toThrow('got an array')
    expect(() => namedChain({ step: wrong(0.1) })).toThrow('namedChain: link step must be a transformation, got 0.1.')
    expect(() => chain(wrong(() => 1))).toThrow(
      expect.objectContaining({ code: 'invalid-option', transformation: 'chain' }),
    )
  })
})
