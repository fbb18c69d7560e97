import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { namedChain } from '../../../src/chain/namedChain.ts'
import { compile } from '../../../src/compile/index.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { wasmEngine } from '../../../src/compile/wasm/engine.ts'
import { OptfuseError } from '../../../src/errors/OptfuseError.ts'
import { mean } from '../../../src/expr/index.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { addDecayedWeights } from '../../../src/transforms/addDecayedWeights.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'
import { stateless, x } from '../../helpers/elementwise.ts'

/** A call that its types would refuse too. */
type Loose = (...args: readonly unknown[]) => unknown

const params = { w: tensor(new Float32Array(6), [2, 3]), b: new Float32Array(3), s: 1 }
const opt = chain(trace(0.9), adam(0.1))
const state = opt.init(params)
const update = opt.update as Loose
const good = { w: tensor(new Float32Array(6), [2, 3]), b: new Float32Array(3), s: 1 }

describe('gradients that do not fit are refused with the path, what was expected and what came', () => {
  const cases: readonly (readonly [string, unknown, string, string, string])[] = [
    ['a missing key', { w: good.w, b: good.b }, 'structure-mismatch', 's', 'nothing (missing key)'],
    ['an extra key', { ...good, extra: 1 }, 'structure-mismatch', 'extra', 'nothing (extra key)'],
    ['another shape', { ...good, w: tensor(new Float32Array(6), [3, 2]) }, 'shape-mismatch', 'w', 'float32[2, 3]'],
    ['a shape that would broadcast', { ...good, w: new Float32Array(3) }, 'shape-mismatch', 'w', 'never broadcast'],
    ['another dtype', { ...good, b: new Float64Array(3) }, 'dtype-mismatch', 'b', 'convert it to a Float32Array'],
    ['integers', { ...good, b: new Int32Array(3) }, 'dtype-mismatch', 'b', 'Int32Array'],
    ['text', { ...good, s: '1' }, 'unsupported-leaf', 's', 'string'],
    ['nothing', undefined, 'structure-mismatch', '', 'undefined'],
    ['null for a subtree', { ...good, b: null }, 'structure-mismatch', 'b', 'null'],
  ]
  test.each(cases)('%s', (_, gradients, code, path, part) => {
    for (const given of [undefined, params]) {
      expect(() => update(gradients, state, given)).toThrow(expect.objectContaining({ code, path }))
      expect(() => update(gradients, state, given)).toThrow(part)
    }
    expect(() => (compile(opt, params).step as Loose)(gradients ?? null)).toThrow(
      gradients === undefined
        ? expect.objectContaining({ code: 'structure-mismatch' })
        : expect.objectContaining({ code, path }),
    )
  })
})

describe('parameters', () => {
  const decay = chain(trace(0.9), addDecayedWeights(0.1))
  test('that are missing where a rule reads them are asked for by the rule’s name', () => {
    const wanted = expect.objectContaining({ code: 'missing-params', transformation: 'addDecayedWeights' })
    expect(() => (decay.update as Loose)(good, decay.init(params))).toThrow(wanted)
    expect(() => (decay.update as Loose)(good, decay.init(params), null)).toThrow(
      'call update(gradients, state, params)',
    )
  })
  test('of another structure than the gradients are told from them', () => {
    expect(() => (decay.update as Loose)(good, decay.init(params), { ...params, b: new Float32Array(4) })).toThrow(
      expect.objectContaining({ code: 'shape-mismatch', path: 'b' }),
    )
  })
  test('with integers, text or a cycle are refused by compile and init', () => {
    const cyclic: Record<string, unknown> = { w: 1 }
    cyclic['self'] = cyclic
    for (const start of [opt.init as Loose, (tree: unknown) => compile(opt, tree as never)]) {
      expect(() => start({ a: [new Int32Array(2)] })).toThrow(
        expect.objectContaining({ code: 'dtype-mismatch', path: 'a[0]' }),
      )
      expect(() => start({ a: 'x' })).toThrow(expect.objectContaining({ code: 'unsupported-leaf', path: 'a' }))
      expect(() => start({ a: undefined })).toThrow(expect.objectContaining({ code: 'unsupported-leaf', path: 'a' }))
      expect(() => start(cyclic)).toThrow(expect.objectContaining({ code: 'cyclic-tree', path: 'self' }))
    }
  })
})

describe('a state that is not this transformation’s is refused with its place and the remedy', () => {
  const [traceState, [adamState, rateState]] = state
  const cases: readonly (readonly [string, unknown, string, string, string])[] = [
    ['nothing', undefined, 'chain', 'state', 'expected a list of states, got undefined'],
    ['null', null, 'chain', 'state', 'expected a list of states, got null'],
    ['a number', 3, 'chain', 'state', 'expected a list of states, got 3;'],
    ['the parameters', params, 'chain', 'state', 'expected a list of states, got an object'],
    ['a link missing', [traceState], 'chain', 'state', 'expected 2 states, one a link, got 1'],
    ['a link too many', [...state, traceState], 'chain', 'state', 'expected 2 states, one a link, got 3'],
    [
      'a nested link too many',
      [traceState, [adamState, rateState, 1]],
      'adam',
      'state[1]',
      'expected 2 states, one a link, got 3',
    ],
    [
      'links in another order',
      [[adamState, rateState], traceState],
      'trace',
      'state[0]',
      'expected a record of slots, got an array',
    ],
    ['null for a link', [null, state[1]], 'trace', 'state[0]', 'expected a record of slots, got null'],
    ['a slot missing', [{ count: 0 }, state[1]], 'trace', 'state[0]', 'slot trace is missing'],
    ['a slot too many', [{ ...traceState, mu: 1 }, state[1]], 'trace', 'state[0]', 'there is no slot mu'],
    [
      'a count that is no number',
      [{ ...traceState, count: '1' }, state[1]],
      'trace',
      'state[0]',
      'slot count must be a number, got "1";',
    ],
    [
      'a count that is NaN',
      [{ ...traceState, count: NaN }, state[1]],
      'trace',
      'state[0]',
      'slot count must be a whole number >= 0, got NaN',
    ],
    [
      'a count below zero',
      [{ ...traceState, count: -1 }, state[1]],
      'trace',
      'state[0]',
      'slot count must be a whole number >= 0, got -1',
    ],
  ]
  test.each(cases)('%s', (_, wrong, transformation, path, part) => {
    for (const call of [
      () => update(good, wrong),
      () => update(good, wrong, params),
      () => (wrong === undefined ? update(good, wrong) : compile(opt, params, { state: wrong as never })),
    ]) {
      expect(call).toThrow(expect.objectContaining({ code: 'invalid-state', transformation, path }))
      expect(call).toThrow(part)
      expect(call).toThrow('pass the state that init or the previous update of this same transformation returned')
    }
  })

  test('moments of another structure, shape or dtype are refused by the path within the state', () => {
    const withTrace = (trace: unknown): unknown => [{ count: 0, trace }, state[1]]
    const wrong: readonly (readonly [unknown, string, string])[] = [
      [{ w: params.w, b: params.b }, 'structure-mismatch', 's'],
      [{ ...params, b: new Float32Array(4) }, 'shape-mismatch', 'b'],
      [{ ...params, b: new Float64Array(3) }, 'dtype-mismatch', 'b'],
      [null, 'structure-mismatch', ''],
    ]
    for (const [moments, code, path] of wrong) {
      const call = () => update(good, withTrace(moments), params)
      expect(call).toThrow(expect.objectContaining({ code, path }))
      expect(call).toThrow('state[0].trace: expected')
    }
  })

  test('state and parameters in each other’s place', () => {
    expect(() => update(good, params, state)).toThrow(expect.objectContaining({ code: 'invalid-state' }))
  })

  test('links of a named chain are named', () => {
    const named = namedChain({ momentum: trace(0.9), step: scaleByLearningRate(1) })
    expect(() => (named.update as Loose)(good, { momentum: traceState })).toThrow(
      expect.objectContaining({ transformation: 'scaleByLearningRate', path: 'state.step' }),
    )
    expect(() => (named.update as Loose)(good, { momentum: traceState, step: { count: 0 }, more: 1 })).toThrow(
      'there is no link more',
    )
  })

  test('truth values by leaf are checked leaf by leaf', () => {
    const opt = zeroNans()
    const run = opt.update as Loose
    expect(() => run({ a: [1, 2] }, { foundNan: { a: [true, 0] } })).toThrow(
      expect.objectContaining({ code: 'invalid-state', transformation: 'zeroNans', path: 'state.foundNan.a[1]' }),
    )
    expect(() => run({ a: [1, 2] }, { foundNan: { a: [true] } })).toThrow(
      'must hold true or false for each leaf, got undefined',
    )
    expect(() => run({ a: [1, 2] }, { foundNan: true })).toThrow('got undefined')
  })
})

test('truth values of very many leaves are read in time: work that grew with their square would not end', () => {
  const tree = Array.from({ length: 100_000 }, () => 1)
  const opt = zeroNans()
  expect(opt.update(tree, opt.init(tree))[0]).toEqual(tree)
}, 60_000)

test('NaN and infinite gradients stay where they are under an elementwise rule', () => {
  const [updates] = scaleByLearningRate(1).update({ a: Float32Array.of(1, NaN, Infinity), b: 2 }, { count: 0 })
  expect(updates).toEqual({ a: Float32Array.of(-1, NaN, -Infinity), b: -2 })
})

test('an unknown engine is refused, and the reference engine is there for those without WebAssembly', () => {
  expect(() => compile(scaleByAdam(), params, { engine: 'gpu' as never })).toThrow(
    expect.objectContaining({ code: 'engine-unavailable' }),
  )
  expect(() => withEngine(scaleByAdam(), 'gpu' as never).update(1, { count: 0, mu: 0, nu: 0 })).toThrow(
    'there is no engine "gpu"',
  )
})

describe('a choice of axes that a leaf does not have is refused by the path of the leaf', () => {
  test.each([-1, 2, 0.5])('axis %d of a matrix', (axis) => {
    const over = { name: `axis ${axis}`, of: () => [axis] }
    expect(() => stateless(mean(x, over)).update({ a: [params.w] }, {})).toThrow(
      `at a[0]: the axes axis ${axis} chose axis ${axis} of a leaf with shape [2, 3]; axes are counted from 0.`,
    )
  })
  test('what the choice itself throws keeps its words and gains the path', () => {
    const over = {
      name: 'picky',
      of: () => {
        throw new OptfuseError('invalid-rule', 'only for matrices.')
      },
    }
    expect(() => stateless(mean(x, over)).update({ a: [1] }, {})).toThrow('at a[0]: only for matrices.')
  })
})

test('a memory that cannot be had is refused in words', () => {
  const memory = wasmEngine.memory(1)
  for (const attempt of [() => wasmEngine.memory(2 ** 33), () => memory.grow(2 ** 33)]) {
    expect(attempt).toThrow(expect.objectContaining({ code: 'too-large' }))
    expect(attempt).toThrow('could not reserve 8192 MiB of WebAssembly memory')
  }
})
