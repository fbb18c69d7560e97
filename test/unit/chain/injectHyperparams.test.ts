import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { getHyperparams } from '../../../src/chain/getHyperparams.ts'
import { injectHyperparams } from '../../../src/chain/injectHyperparams.ts'
import { setHyperparams } from '../../../src/chain/setHyperparams.ts'
import { compile, compiledKernels } from '../../../src/compile/index.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { linearSchedule } from '../../../src/schedules/index.ts'
import { fromSpec, toSpec } from '../../../src/spec/index.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { trace } from '../../../src/transforms/trace.ts'

const params = { w: Float32Array.of(1, -2, 3), b: { c: 0.5 } }
const line = { initValue: 1, endValue: 0.1, transitionSteps: 10 }
const gradients = { w: Float32Array.of(0.1, 0.2, -0.3), b: { c: 4 } }

describe('injectHyperparams', () => {
  it('gives the updates of the optimizer itself, bit for bit, on both engines', () => {
    for (const engine of ['reference', 'wasm'] as const) {
      const plain = withEngine(adamw(0.1, { b2: 0.99, weightDecay: 0.01 }), engine)
      const injected = withEngine(injectHyperparams(adamw, { learningRate: 0.1, b2: 0.99, weightDecay: 0.01 }), engine)
      let expected = plain.init(params)
      let state = injected.init(params)
      for (let step = 0; step < 5; step++) {
        const [updates, next] = injected.update(gradients, state, params)
        const [wanted, after] = plain.update(gradients, expected, params)
        expect(updates).toEqual(wanted)
        expect(next.innerState).toEqual(after)
        expected = after
        state = next
      }
    }
  })

  it('uses what was set from the next step on, and leaves the state it was set in as it was', () => {
    const opt = injectHyperparams(sgd, { learningRate: 0.5 })
    const state = opt.init(params)
    const slower = setHyperparams(state, { learningRate: 0.25 })
    expect(state.hyperparams.learningRate).toBe(0.5)
    expect(opt.update(gradients, slower)[0].b.c).toBe(-1)
    expect(opt.update(gradients, state)[0].b.c).toBe(-2)
    expect(opt.update(gradients, slower)[1].hyperparams).toEqual({ count: 1, learningRate: 0.25, dampening: 0 })
  })

  it('keeps the numbers as they were given, whatever the dtype of the leaves', () => {
    const opt = injectHyperparams(adam, { learningRate: 0.1, b2: 0.999 })
    const [, state] = opt.update(gradients, opt.init(params))
    expect(getHyperparams(state)).toEqual({ learningRate: 0.1, b1: 0.9, b2: 0.999, eps: 1e-8, epsRoot: 0 })
  })

  it('shows the value of a schedule that the last step used', () => {
    const opt = injectHyperparams(sgd, { learningRate: (count) => 1 / (1 + count) })
    const seen: number[] = []
    let state = opt.init({ w: 0 })
    for (let step = 0; step < 3; step++) {
      const [updates, next] = opt.update({ w: 1 }, state)
      expect(updates.w).toBe(-next.hyperparams.learningRate)
      seen.push(next.hyperparams.learningRate)
      state = next
    }
    expect(seen).toEqual([1, 1 / 2, 1 / 3])
  })

  it('computes a scheduled number anew at the step after it was set', () => {
    const opt = injectHyperparams(sgd, { learningRate: () => 0.5 })
    const state = setHyperparams(opt.init({ w: 0 }), { learningRate: 9 })
    expect(opt.update({ w: 1 }, state)[0]).toEqual({ w: -0.5 })
  })

  it('reaches a number that a recipe hands on under another name, and leaves out one that is null', () => {
    const opt = injectHyperparams(sgd, { learningRate: 1, momentum: 0.9 })
    const state = setHyperparams(opt.init({ w: 0 }), { momentum: 0.5 })
    const [, first] = opt.update({ w: 1 }, state)
    expect(opt.update({ w: 1 }, first)[0]).toEqual({ w: -1.5 })
    expect(getHyperparams(injectHyperparams(sgd, { learningRate: 1 }).init({ w: 0 }))).toEqual({
      learningRate: 1,
      dampening: 0,
    })
  })

  it('compiles nothing when a number is set', () => {
    const opt = withEngine(injectHyperparams(adam, { learningRate: 0.1 }), 'wasm')
    const [, state] = opt.update(gradients, opt.init(params))
    const before = compiledKernels()
    opt.update(gradients, setHyperparams(state, { learningRate: 0.3, b1: 0.5 }))
    expect(compiledKernels()).toBe(before)
  })

  it('is a link like any other, and runs resident', () => {
    const opt = chain(
      clipByGlobalNorm(1),
      injectHyperparams(trace, { decay: 0.9 }),
      injectHyperparams(sgd, { learningRate: 0.1 }),
    )
    const [updates, state] = opt.update(gradients, opt.init(params))
    const run = compile(opt, params)
    run.step(gradients)
    expect(run.snapshot().state).toEqual(state)
    expect(updates).toEqual(
      chain(clipByGlobalNorm(1), trace(0.9), sgd(0.1)).update(
        gradients,
        chain(clipByGlobalNorm(1), trace(0.9), sgd(0.1)).init(params),
      )[0],
    )
    const faster = setHyperparams(state[2], { learningRate: 1 })
    const continued = compile(opt, params, { state: [state[0], state[1], faster] })
    continued.step(gradients)
    expect(continued.snapshot().state[2].hyperparams.learningRate).toBe(1)
  })

  it('refuses a name it does not have, and what is no finite number', () => {
    const state = injectHyperparams(sgd, { learningRate: 1 }).init({ w: 0 })
    const wrong: object = { learningrate: 2 }
    expect(() => setHyperparams(state, wrong)).toThrow('Did you mean "learningRate"?')
    expect(() => setHyperparams(state, { learningRate: NaN })).toThrow('must be a finite number, got NaN')
    expect(() => injectHyperparams(adam, { learningRate: 0.1, b1: 1.2 })).toThrow('b1 must be a number in [0, 1)')
  })

  it('says so where a state holds none, as the outer state of a chain does', () => {
    const outer = chain(trace(0.9), injectHyperparams(sgd, { learningRate: 1 })).init({ w: 0 })
    const untyped = outer as unknown as { readonly hyperparams: { readonly count: number } }
    const message = 'this state holds no hyperparameters; give the part of it that injectHyperparams made'
    expect(() => getHyperparams(untyped)).toThrow(`getHyperparams: ${message}`)
    expect(() => setHyperparams(untyped, {})).toThrow(`setHyperparams: ${message}`)
  })

  it('has a state whose type names the numbers that can be set', () => {
    const state = injectHyperparams(adam, { learningRate: 0.1 }).init(params)
    expectTypeOf(state.hyperparams.learningRate).toBeNumber()
    expectTypeOf(state.innerState[0].mu.b.c).toBeNumber()
    expectTypeOf(getHyperparams(state)).toHaveProperty('b2')
    // @ts-expect-error it is called b1
    expect(() => setHyperparams(state, { beta1: 0.5 })).toThrow('there is no hyperparameter "beta1"')
    // @ts-expect-error the learning rate is required
    expect(() => injectHyperparams(adam, {})).toThrow('learningRate is required')
  })
})

describe('the spec of injectHyperparams', () => {
  const json = {
    chain: [
      { clipByGlobalNorm: { maxNorm: 1 } },
      { injectHyperparams: { inner: { adam: { learningRate: { linearSchedule: line }, b1: 0.8 } } } },
    ],
  }

  it('names what it wraps, and comes back as it was', () => {
    expect(toSpec(fromSpec(json))).toEqual(json)
    const opt = chain(clipByGlobalNorm(1), injectHyperparams(adam, { learningRate: linearSchedule(line), b1: 0.8 }))
    expect(toSpec(opt)).toEqual(json)
    expect(fromSpec(json).update(gradients, fromSpec(json).init(params))[0]).toEqual(
      opt.update(gradients, opt.init(params))[0],
    )
  })

  it.each([
    [{ injectHyperparams: {} }, '$.injectHyperparams'],
    [{ injectHyperparams: { inner: { adamm: { learningRate: 1 } } } }, 'Did you mean "adam"?'],
    [{ injectHyperparams: { inner: { adam: { learningRate: 1, b1: 2 } } } }, '$.injectHyperparams.inner.adam.b1'],
    [{ injectHyperparams: { inner: { chain: [] } } }, 'there is no transformation "chain"'],
  ])('%j is refused by place', (wrong, message) => {
    expect(() => fromSpec(wrong)).toThrow(message)
  })
})
