import { describe, expect, expectTypeOf, it } from 'vitest'
import { applyIfFinite } from '../../../src/chain/applyIfFinite.ts'
import { chain } from '../../../src/chain/chain.ts'
import { conditionallyMask } from '../../../src/chain/conditionallyMask.ts'
import { conditionallyTransform } from '../../../src/chain/conditionallyTransform.ts'
import { compile } from '../../../src/compile/index.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { fromSpec, toSpec } from '../../../src/spec/index.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'

const params = { w: Float32Array.of(1, -2, 3), b: 0.5 }
const good = { w: Float32Array.of(0.1, 0.2, -0.3), b: 4 }
const bad = [NaN, Infinity, -Infinity].map((x) => ({ w: Float32Array.of(0.1, x, 1), b: 1 }))
const zeros = { w: new Float32Array(3), b: 0 }

describe.each(['reference', 'wasm'] as const)('on the %s engine, applyIfFinite', (engine) => {
  it('gives the updates of the optimizer itself while gradients are finite', () => {
    const plain = withEngine(adamw(0.1), engine)
    const opt = withEngine(applyIfFinite(adamw(0.1), 2), engine)
    const [updates, state] = opt.update(good, opt.init(params), params)
    const [wanted, after] = plain.update(good, plain.init(params), params)
    expect(updates).toEqual(wanted)
    expect(state).toEqual({ guard: { notfiniteCount: 0, totalNotfinite: 0 }, innerState: after })
  })

  it('takes a step that is not finite for no step, bit for bit', () => {
    const opt = withEngine(applyIfFinite(chain(zeroNans(), clipByGlobalNorm(1), adam(0.1)), 5), engine)
    const [, before] = opt.update(good, opt.init(params))
    for (const gradients of bad) {
      const [updates, after] = opt.update(gradients, before)
      expect(updates).toEqual(zeros)
      expect(after.innerState).toEqual(before.innerState)
      expect(after.guard).toEqual({ notfiniteCount: 1, totalNotfinite: 1 })
    }
  })

  it('gives up after more errors in a row than it may skip, and starts over at a finite one', () => {
    const opt = withEngine(applyIfFinite(sgd(1), 2), engine)
    let state = opt.init(params)
    const steps = [...bad, good, bad[0]].map((gradients) => {
      const [updates, next] = opt.update(gradients, state)
      state = next
      return [updates.b, next.guard.notfiniteCount, next.guard.totalNotfinite]
    })
    expect(steps).toEqual([
      [0, 1, 1],
      [0, 2, 2],
      [-1, 3, 3],
      [-4, 0, 3],
      [0, 1, 4],
    ])
  })

  it('skips the same steps resident', () => {
    const opt = applyIfFinite(adam(0.1), 5)
    const run = compile(opt, params, { engine })
    let state = opt.init(params)
    for (const gradients of [good, bad[0], good, bad[1]]) {
      state = opt.update(gradients, state)[1]
      run.step(gradients)
    }
    expect(run.snapshot().state).toEqual(state)
    expect(run.params.w.every(Number.isFinite)).toBe(true)
  })
})

describe('conditionallyTransform and conditionallyMask', () => {
  const even = (step: number): boolean => step % 2 === 0

  it('pass the updates on, or nothing, at the other steps, and keep the state', () => {
    for (const [opt, otherwise] of [
      [conditionallyTransform(adam(0.1), even), good],
      [conditionallyMask(adam(0.1), even), zeros],
    ] as const) {
      const [, first] = opt.update(good, opt.init(params))
      const [updates, second] = opt.update(good, first)
      expect(updates).toEqual(otherwise)
      expect(second.innerState).toEqual(first.innerState)
      expect(second.guard).toEqual({ step: 2 })
      const [third] = opt.update(good, second)
      const plain = adam(0.1)
      expect(third).toEqual(plain.update(good, plain.update(good, plain.init(params))[1])[0])
    }
  })

  it('nest, and each keeps its own count', () => {
    const opt = chain(conditionallyMask(conditionallyTransform(scale(-1), even), even), scale(2))
    let state = opt.init({ w: 0 })
    const updates = Array.from({ length: 6 }, () => {
      const [update, next] = opt.update({ w: 1 }, state)
      state = next
      return update.w
    })
    expect(updates).toEqual([-2, 0, 2, 0, -2, 0])
    expect(state[0].guard.step).toBe(6)
    expect(state[0].innerState.guard.step).toBe(3)
  })
})

describe('a guard', () => {
  it('refuses a number of errors that is none, and what is no transformation', () => {
    expect(() => applyIfFinite(sgd(1), -1)).toThrow('maxConsecutiveErrors must be a whole number >= 0')
    // @ts-expect-error a factory is not a transformation
    expect(() => applyIfFinite(adam, 1)).toThrow('the factory adam; call it')
  })

  it('needs the parameters when what it guards does, and has its state in its own', () => {
    const opt = applyIfFinite(adamw(0.1), 1)
    const state = opt.init(params)
    expectTypeOf(state.innerState[0].mu.b).toBeNumber()
    // @ts-expect-error weight decay reads the parameters
    expect(() => opt.update(good, state)).toThrow('reads the parameters')
  })
})

describe('the spec of a guard', () => {
  const json = {
    applyIfFinite: {
      inner: { chain: [{ clipByGlobalNorm: { maxNorm: 1 } }, { sgd: { learningRate: 0.1 } }] },
      maxConsecutiveErrors: 3,
    },
  }

  it('holds what it guards, and comes back as it was', () => {
    expect(toSpec(fromSpec(json))).toEqual(json)
    expect(toSpec(applyIfFinite(chain(clipByGlobalNorm(1), sgd(0.1)), 3))).toEqual(json)
  })

  it('is refused by place', () => {
    expect(() => fromSpec({ applyIfFinite: { inner: { sgd: { learningRate: 1 } } } })).toThrow('maxConsecutiveErrors')
    expect(() => fromSpec({ applyIfFinite: { inner: { sgdd: {} }, maxConsecutiveErrors: 1 } })).toThrow(
      'Did you mean "sgd"?',
    )
    expect(() => fromSpec({ applyIfFinite: 3 })).toThrow('$.applyIfFinite')
  })

  it('cannot be written for a function', () => {
    expect(() => toSpec(conditionallyMask(sgd(1), () => true))).toThrow(expect.objectContaining({ code: 'no-spec' }))
  })
})
