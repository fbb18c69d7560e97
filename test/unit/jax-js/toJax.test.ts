import { blockUntilReady, defaultDevice, grad, init, jit, numpy as np, tree } from '@jax-js/jax'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  adam,
  adamw,
  chain,
  clipByGlobalNorm,
  conditionallyMask,
  exponentialDecay,
  masked,
  partition,
  polyakSgd,
  reduceOnPlateau,
  setToZero,
  sgd,
  trace,
  warmupCosineDecaySchedule,
  zeroNans,
} from '../../../src/index.ts'
import { tensor, type Labels, type LeafInfo, type Mask } from '../../../src/pytree/index.ts'
import { applyUpdates, toJax, type JaxTransformation, type OptState } from '../../../src/jax-js/index.ts'
import { countSlots } from './liveSlots.ts'

type Tree = { readonly w: np.Array; readonly b: np.Array }

const array = (values: number[]): np.Array => np.array(values, { dtype: np.float32 })

const schedule = warmupCosineDecaySchedule({ initValue: 0.01, peakValue: 0.1, warmupSteps: 3, decaySteps: 12 })

/** What most people write, and more. */
const everything = () =>
  chain(
    zeroNans(),
    clipByGlobalNorm(1),
    partition({ decayed: adamw(schedule, { weightDecay: 0.1 }), plain: trace(0.5) }, { w: 'decayed', b: 'plain' }),
    masked(sgd(0.5), { w: false, b: true }),
  )

const gradientsAt = (step: number): { w: number[]; b: number[] } => ({
  w: [Math.sin(step), 2, -Math.cos(step)],
  b: [3 - step, 0.5],
})

/** The parameters after some steps from 1. */
const run = (
  { init: start, update }: JaxTransformation,
  steps: number,
  step: JaxTransformation['update'] = update,
): { readonly w: number[]; readonly b: number[] } => {
  let params: Tree = { w: np.ones([3]), b: np.ones([2]) }
  let state = start(tree.ref(params))
  for (let i = 0; i < steps; i++) {
    const { w, b } = gradientsAt(i)
    const [updates, next] = step({ w: array(w), b: array(b) }, state, tree.ref(params))
    params = applyUpdates(params, updates)
    state = next
  }
  tree.dispose(state)
  return { w: params.w.js(), b: params.b.js() }
}

/** The same by the library's own engine. */
const expectedAfter = (steps: number): { readonly w: number[]; readonly b: number[] } => {
  const opt = everything()
  let params = { w: tensor(new Float32Array(3).fill(1), [3]), b: tensor(new Float32Array(2).fill(1), [2]) }
  let state = opt.init(params)
  for (let i = 0; i < steps; i++) {
    const { w, b } = gradientsAt(i)
    const gradients = { w: tensor(Float32Array.from(w), [3]), b: tensor(Float32Array.from(b), [2]) }
    const [updates, next] = opt.update(gradients, state, params)
    params = {
      w: tensor(
        params.w.data.map((x, k) => x + updates.w.data[k]),
        [3],
      ),
      b: tensor(
        params.b.data.map((x, k) => x + updates.b.data[k]),
        [2],
      ),
    }
    state = next
  }
  return { w: [...params.w.data], b: [...params.b.data] }
}

const expectClose = (got: Record<'w' | 'b', number[]>, wanted: Record<'w' | 'b', number[]>, digits: number): void => {
  for (const key of ['w', 'b'] as const) got[key].forEach((x, i) => expect(x).toBeCloseTo(wanted[key][i], digits))
}

describe('toJax', () => {
  let live: () => number = () => 0
  beforeAll(async () => {
    await init('wasm')
    defaultDevice('wasm')
    live = await countSlots()
  })

  it('runs eagerly, with clipping, partition, masks and a schedule', () => {
    expectClose(run(toJax(everything()), 15), expectedAfter(15), 5)
  })

  it('runs traced, and follows the schedule without being traced anew', () => {
    const opt = toJax(everything())
    let traced = 0
    const step = jit((updates: Tree, state: OptState, params: Tree) => {
      traced += 1
      return opt.update(updates, state, params)
    })
    // The jitted function takes and gives what `update` does.
    expectClose(run(opt, 15, step as JaxTransformation['update']), expectedAfter(15), 3)
    expect(traced).toBe(1)
    step.dispose()
  })

  it('is traced as part of a whole training step', () => {
    const opt = toJax(
      chain(
        clipByGlobalNorm(1),
        sgd((count) => 0.5 / (Math.min(count, 4) + 1)),
      ),
    )
    const loss = (w: np.Array): np.Array => w.ref.mul(w).sum()
    const train = jit((w: np.Array, state: OptState): [np.Array, OptState] => {
      const [updates, next] = opt.update(grad(loss)(w.ref), state)
      return [applyUpdates(w, updates), next]
    })
    let w = array([3, 4])
    let state = opt.init(w.ref)
    for (let i = 0; i < 8; i++) [w, state] = train(w, state)
    const norm = [0, 1, 2, 3, 4, 4, 4, 4].reduce((n, count) => {
      const gradient = 2 * n
      return n - (0.5 / (count + 1)) * Math.min(gradient, 1)
    }, 5)
    expect(Math.hypot(...(w.js() as number[]))).toBeCloseTo(norm, 4)
    tree.dispose(state)
    train.dispose()
  })

  it('corrects the bias of the first traced steps', () => {
    const opt = toJax(adam(1))
    const step = jit((g: np.Array, state: OptState) => opt.update(g, state))
    let state = opt.init(array([1]))
    for (let i = 0; i < 3; i++) {
      const [update, next] = step(array([1]), state)
      state = next
      expect(Number(update.js()[0])).toBeCloseTo(-1, 3)
    }
    tree.dispose(state)
    step.dispose()
  })

  it('keeps the count as an array of the state', () => {
    const opt = toJax(sgd(0.1, { momentum: 0.9 }))
    const [, state] = opt.update(array([1]), opt.init(array([1])))
    expect(tree.leaves<np.Array>(state).map(({ dtype, shape }) => `${dtype} [${shape.join()}]`)).toEqual([
      'uint32 []',
      'float32 [1]',
      'uint32 []',
    ])
    tree.dispose(state)
  })

  it('does not trace a schedule that never settles unless it is told for how many steps', () => {
    const decay = exponentialDecay({ initValue: 0.5, decayRate: 0.5, transitionSteps: 1 })
    const step = (opt: JaxTransformation) => jit((g: np.Array, state: OptState) => opt.update(g, state))
    const forEver = toJax(conditionallyMask(sgd(1), (count) => count % 2 === 0))
    const state = forEver.init(array([1]))
    expect(() => step(forEver)(array([1]), state)).toThrow(/toJax\(opt, \{ steps \}\)/)
    tree.dispose(state)
    const told = toJax(sgd(decay), { steps: 3 })
    const traced = step(told)
    let next = told.init(array([1]))
    const seen: number[] = []
    for (let i = 0; i < 4; i++) {
      const [update, after] = traced(array([1]), next)
      next = after
      seen.push(Number(update.js()[0]))
    }
    expect(seen).toEqual([-0.5, -0.25, -0.125, -0.125])
    tree.dispose(next)
    traced.dispose()
  })

  it('consumes what it is given, and nothing when it throws', () => {
    const opt = toJax(adamw(0.1))
    const [params, gradient] = [array([1, 2]), array([1, 1])]
    const state = opt.init(params.ref)
    expect(params.refCount).toBe(1)
    expect(() => opt.update(array([1]), state, params)).toThrow(/gradients: expected float32\[2\], got float32\[1\]/)
    expect(() => opt.update(gradient, state)).toThrow(/addDecayedWeights: this transformation reads the parameters/)
    expect([params, gradient, ...tree.leaves<np.Array>(state)].map((x) => x.refCount)).toEqual([1, 1, 1, 1, 1, 1, 1])
    const [updates, next] = opt.update(gradient, state, params)
    expect([params, gradient, ...tree.leaves<np.Array>(state)].every((x) => x.refCount === 0)).toBe(true)
    expect([updates, ...tree.leaves<np.Array>(next)].map((x) => x.refCount)).toEqual([1, 1, 1, 1, 1, 1])
    tree.dispose([updates, next])
  })

  it.each<[string, unknown, RegExp]>([
    ['integers', { w: np.array([1], { dtype: np.int32 }) }, /^at w: .*dtype other than 'float32' and 'float64'/],
    ['truth values', { w: np.array([true]) }, /^at w: .*dtype other than 'float32' and 'float64'/],
    ['a number', { w: 1 }, /^at w: params: expected a jax-js array/],
  ])('refuses %s as parameters', (_, params, message) => {
    expect(() => toJax(trace(0.5)).init(params as Tree)).toThrow(message)
  })

  describe.each(['eager', 'traced'] as const)('%s', (mode) => {
    /** What one step makes of gradients of 1 for `enc.w`, `enc.b` and `head`. */
    const updatesOf = (opt: JaxTransformation): readonly number[] => {
      const make = () => ({ enc: { w: array([1]), b: array([1]) }, head: array([1]) })
      const before = live()
      const traced = jit((updates: ReturnType<typeof make>, state: OptState) => opt.update(updates, state))
      const [updates, state] = (mode === 'eager' ? opt.update : traced)(make(), opt.init(make()))
      const numbers = [updates.enc.w, updates.enc.b, updates.head].map((x) => Number(x.js()[0]))
      tree.dispose(state)
      traced.dispose()
      expect(live()).toBe(before)
      return numbers
    }

    it.each<[string, Mask]>([
      ['a tree', { enc: { w: true, b: false }, head: false }],
      ['a tree that stops early', { enc: true, head: false }],
      ['a list of patterns', ['enc.w', '*.b']],
      ['a record of patterns', { '**.b': false, '**': true }],
      ['a function', (path: string, { shape }: LeafInfo) => path === 'head' && shape.length === 1],
    ])('%s chooses leaves', (form, mask) => {
      const chosen = { 'a tree': [1, 0, 0], 'a function': [0, 0, 1], 'a record of patterns': [1, 0, 1] }[form] ?? [
        1, 1, 0,
      ]
      expect(updatesOf(toJax(masked(sgd(1, { momentum: 0.9 }), mask)))).toEqual(chosen.map((inside) => 1 - 2 * inside))
    })

    it.each<[string, Labels<'fast' | 'slow' | 'still'>]>([
      ['a tree', { enc: { w: 'fast', b: 'slow' }, head: 'still' }],
      ['a tree that stops early', { enc: 'slow', head: 'fast' }],
      ['a record of patterns', { head: 'still', '**.b': 'fast', '**': 'slow' }],
      ['a function', (path: string) => (path.startsWith('enc.') ? 'fast' : 'still')],
    ])('%s of labels parts them', (form, labels) => {
      const wanted = { 'a tree': [-1, -0.5, 0], 'a function': [-1, -1, 0], 'a record of patterns': [-0.5, -1, 0] }[form]
      const transforms = { fast: sgd(1, { momentum: 0.9 }), slow: sgd(0.5), still: setToZero() }
      expect(updatesOf(toJax(partition(transforms, labels))).map((x) => x + 0)).toEqual(wanted ?? [-0.5, -0.5, -1])
    })

    it('gives the loss to a transformation that reads it, as an array', () => {
      const before = live()
      // Polyak's step: 25 / 100 · 2w.
      const opt = toJax(chain(polyakSgd(), reduceOnPlateau({ factor: 0.5, patience: 1 })))
      const step = (gradients: np.Array, state: OptState, value: np.Array) =>
        opt.update(gradients, state, undefined, { value })
      const traced = jit(step)
      const take = mode === 'eager' ? step : traced
      const [first, state] = take(array([6, 8]), opt.init(array([3, 4])), np.array(25, { dtype: np.float32 }))
      const [second, next] = take(array([6, 8]), state, np.array(25, { dtype: np.float32 }))
      expectClose({ w: first.js(), b: second.js() }, { w: [-1.5, -2], b: [-0.75, -1] }, 5)
      tree.dispose(next)
      traced.dispose()
      expect(live()).toBe(before)
    })
  })

  describe('refuses, with nothing computed, consumed or left behind,', () => {
    const opt = () => toJax(trace(0.5))
    const start = () => ({ enc: { w: array([1, 2]) }, head: array([3]) })
    const refuses = (
      call: (given: ReturnType<typeof start>, params: ReturnType<typeof start>, state: OptState) => unknown,
      message: string,
    ): void => {
      const before = live()
      const [given, params] = [start(), start()]
      const state = opt().init(start())
      expect(() => {
        call(given, params, state)
      }).toThrow(message)
      // All but at most the one that the call itself disposed of.
      const held = tree.leaves<np.Array>([given, params, state]).filter(({ refCount }) => refCount > 0)
      expect(held.map(({ refCount }) => refCount)).toEqual(held.map(() => 1))
      expect(held.length).toBeGreaterThanOrEqual(6)
      held.forEach((x) => x.dispose())
      expect(live()).toBe(before)
    }

    it('parameters that were disposed', () => {
      refuses((_, params) => {
        params.enc.w.dispose()
        return opt().init(params)
      }, 'at enc.w: params: this array was consumed or disposed already; keep one with .ref before it is. Nothing')
    })

    it('gradients that were disposed', () => {
      refuses((given, params, state) => {
        given.head.dispose()
        return opt().update(given, state, params)
      }, 'at head: gradients: this array was consumed or disposed already')
    })

    it('a state that was used', () => {
      refuses((given, _, state) => {
        tree.leaves<np.Array>(state)[1].dispose()
        return opt().update(given, state)
      }, 'state: this array was consumed or disposed already')
    })

    it.each<[string, (given: ReturnType<typeof start>) => unknown, string]>([
      [
        'a gradient that is missing',
        ({ enc }) => ({ enc }),
        'at head: gradients: expected float32[1], got nothing (missing key)',
      ],
      [
        'a gradient without a parameter',
        (given) => ({ ...given, more: given.head.ref }),
        'at more: gradients: expected nothing (extra key)',
      ],
      [
        'a gradient of another shape',
        (given) => ({ ...given, head: given.enc.w.ref }),
        'at head: gradients: expected float32[1], got float32[2]',
      ],
      ['an int32 gradient', (given) => ({ ...given, head: np.array([1], { dtype: np.int32 }) }), 'at head: '],
      ['a bool gradient', (given) => ({ ...given, head: np.array([true]) }), 'at head: '],
      ['a number as a gradient', (given) => ({ ...given, head: 1 }), 'at head: '],
    ])('%s', (_, change, message) => {
      refuses((given, params, state) => {
        const changed = change(given)
        try {
          // What the types refuse.
          return opt().update(changed as typeof given, state, params)
        } finally {
          const known = new Set(tree.leaves<np.Array>(given))
          const held = Object.values(changed as Readonly<Record<string, unknown>>)
          for (const x of held) if (x instanceof np.Array && (!known.has(x) || x.refCount > 1)) x.dispose()
        }
      }, message)
    })

    it('a parameter added between steps', () => {
      const more = array([1])
      refuses(
        (given, params, state) => opt().update({ ...given, more }, state, { ...params, more: more.ref }),
        'at more: state.trace: expected float32[1], got nothing (missing key)',
      )
      more.dispose()
    })

    it('one reference for two uses', () => {
      refuses(
        (given, _, state) => opt().update(given, state, given),
        'at enc.w: params: this array is given 2 times but has one reference; give .ref, for every use consumes one',
      )
      refuses((given) => applyUpdates(given, given), 'at enc.w: updates: this array is given 2 times')
    })

    it('updates that were disposed', () => {
      refuses((given, params) => {
        given.enc.w.dispose()
        return applyUpdates(params, given)
      }, 'at enc.w: updates: this array was consumed or disposed already')
    })

    it('a loss that is no number', () => {
      const polyak = toJax(polyakSgd())
      const [state, value] = [polyak.init(start()), array([1, 2])]
      refuses(
        (given) => polyak.update(given, state, undefined, { value }),
        'reads the number value at every step, got an object',
      )
      tree.dispose([state, value])
    })
  })

  it('refuses what is no transformation, and steps that are none, by its own name', () => {
    expect(() => toJax(trace as never)).toThrow(
      'toJax: its first argument must be a transformation, got the factory trace',
    )
    expect(() => toJax(trace(0.5), { steps: 0 })).toThrow('toJax: option steps must be a whole number >= 1, got 0.')
  })

  it('leaks no reference in 500 steps, eager or traced', async () => {
    for (const mode of ['eager', 'traced'] as const) {
      const opt = toJax(chain(clipByGlobalNorm(1), masked(adamw(schedule), { w: true, b: false })))
      const traced = jit((updates: Tree, state: OptState, params: Tree) => opt.update(updates, state, params))
      const step = mode === 'eager' ? opt.update : (traced as JaxTransformation['update'])
      let params: Tree = { w: np.ones([3]), b: np.ones([2]) }
      let state = opt.init(tree.ref(params))
      const advance = async (): Promise<void> => {
        const [updates, next] = step({ w: array([1, 2, 3]), b: array([1, -1]) }, state, tree.ref(params))
        params = applyUpdates(params, updates)
        state = next
        await blockUntilReady([params, state])
      }
      for (let i = 0; i < 3; i++) await advance()
      const before = live()
      for (let i = 0; i < 500; i++) await advance()
      expect(live()).toBe(before)
      expect(tree.leaves<np.Array>([params, state]).map((x) => x.refCount)).not.toContain(2)
      tree.dispose([params, state])
      traced.dispose()
    }
  }, 120_000)
})
