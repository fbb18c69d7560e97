import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { injectHyperparams } from '../../../src/chain/injectHyperparams.ts'
import { masked } from '../../../src/chain/masked.ts'
import { multiSteps } from '../../../src/chain/multiSteps.ts'
import { compile, compiledKernels } from '../../../src/compile/index.ts'
import { compose } from '../../../src/compile/compose.ts'
import { planFor } from '../../../src/compile/plan.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { print, type Expr } from '../../../src/expr/index.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { applyUpdates, flatten } from '../../../src/pytree/index.ts'
import { currentLearningRate } from '../../../src/state/currentLearningRate.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'

const params = { w: Float64Array.of(1, -2), b: 0.5 }
const g = (w: readonly [number, number], b: number) => ({ w: Float64Array.of(...w), b })

describe('multiSteps', () => {
  it('gives zeros until the last micro-batch, then the step for the mean', () => {
    const opt = multiSteps(sgd(1), 2)
    const [first, state] = opt.update(g([1, 2], 3), opt.init(params))
    expect(first).toEqual(g([0, 0], 0))
    expect(state.accumulation).toEqual({
      miniStep: 1,
      gradientStep: 0,
      skipped: 0,
      weight: 1,
      accGrads: g([1, 2], 3),
    })
    const [second, after] = opt.update(g([3, -2], 5), state)
    expect(second).toEqual(g([-2, -0], -4))
    expect(after.accumulation).toMatchObject({ miniStep: 0, gradientStep: 1, weight: 0 })
  })

  it('gives the step for the sum when asked', () => {
    const opt = multiSteps(sgd(1), 2, { mean: false })
    const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
    expect(opt.update({ w: 3 }, state)[0]).toEqual({ w: -4 })
  })

  it('weighs micro-batches of different sizes, and asks for their weights', () => {
    const opt = multiSteps(sgd(1), 2, { weighted: true })
    const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }), undefined, { weight: 30 })
    expect(opt.update({ w: 5 }, state, undefined, { weight: 10 })[0]).toEqual({ w: -2 })
    // @ts-expect-error the weight is missing
    expect(() => opt.update({ w: 5 }, state)).toThrow(/multiSteps.*weight/)
  })

  it('starts anew after a step: what stands in the accumulator then is not read', () => {
    const opt = multiSteps(sgd(1), 2)
    let state = opt.init({ w: 0 })
    const updates = [1, 3, 10, 20].map((w) => {
      const [update, next] = opt.update({ w }, state)
      state = next
      return update.w
    })
    expect(updates).toEqual([0, -2, 0, -15])
  })

  it('leaves out a micro-batch that is not finite, counts it, and waits for another', () => {
    const opt = multiSteps(adam(0.1), 2)
    const [, one] = opt.update(g([1, 2], 3), opt.init(params))
    const [zero, two] = opt.update(g([Infinity, 1], NaN), one)
    expect(zero).toEqual(g([0, 0], 0))
    expect(two).toEqual({ ...one, accumulation: { ...one.accumulation, skipped: 1 } })
    const [update] = opt.update(g([3, -2], 5), two)
    const plain = adam(0.1)
    expect(update).toEqual(plain.update(g([2, 0], 4), plain.init(params))[0])
  })

  it('without skipNonFinite looks at each gradient once, and lets what is not finite in', () => {
    const opt = multiSteps(sgd(1), 2, { skipNonFinite: false })
    const [, state] = opt.update({ w: NaN }, opt.init({ w: 0 }))
    expect(opt.update({ w: 1 }, state)[0]).toEqual({ w: NaN })
    const plan = planFor(compose(opt.definition), flatten(params).def, 'pure', () => ({
      float32: Infinity,
      float64: Infinity,
    }))
    expect(plan.reductions).toEqual([])
  })

  it('takes a schedule of how many, over the steps taken', () => {
    const opt = multiSteps(sgd(1), (step) => step + 1)
    let state = opt.init({ w: 0 })
    const updates = [1, 2, 4, 3, 3, 3].map((w) => {
      const [update, next] = opt.update({ w }, state)
      state = next
      return update.w
    })
    expect(updates).toEqual([-1, 0, -3, 0, 0, -3])
  })

  it('between steps leaves the inner state alone, bit for bit, and shares its arrays', () => {
    const opt = multiSteps(adamw(0.1), 3)
    const state = opt.init(params)
    const [, next] = opt.update(g([1, 2], 3), state, params)
    expect(next.innerState).toEqual(state.innerState)
    expect(next.innerState[0].mu.w).toBe(state.innerState[0].mu.w)
  })

  it.each(['reference', 'wasm'] as const)('runs resident as it does purely, on the %s engine', (engine) => {
    const opt = withEngine(multiSteps(chain(clipByGlobalNorm(1), adamw(0.1)), 3), engine)
    let [current, state] = [params, opt.init(params)]
    const run = compile(opt, params, { engine })
    for (let step = 0; step < 11; step++) {
      const gradient = g([Math.sin(step), step === 4 ? Infinity : 1], -step)
      const [updates, next] = opt.update(gradient, state, current)
      ;[current, state] = [applyUpdates(current, updates), next]
      run.step(gradient)
    }
    expect(run.snapshot()).toEqual({ params: current, state })
    expect(state.accumulation).toMatchObject({ miniStep: 1, gradientStep: 3, skipped: 1 })
  })

  it('computes between steps only what it needs: the moments are neither read nor written', () => {
    const plan = planFor(
      compose(multiSteps(chain(clipByGlobalNorm(1), adamw(0.1)), 3).definition),
      flatten({ w: new Float32Array(10) }).def,
      'resident',
      () => ({ float32: Infinity, float64: Infinity }),
    )
    const conditions = plan.branches.map(({ condition }) => condition)
    expect(conditions.map((condition) => print(condition))).toEqual([
      'and(min_tree(select(isFinite(gradient), 1, 0)) > 0, miniStep + 1 >= every)',
      'miniStep == 0',
      'miniStep + 1 >= every',
      'min_tree(select(isFinite(gradient), 1, 0)) > 0',
    ])
    // Before it is known whether the micro-batch is finite, only that is gathered.
    const known = (condition: Expr): boolean | undefined =>
      [undefined, false, false, undefined][conditions.indexOf(condition)]
    const [before] = plan.passesWhen(known)
    expect(before.level(0)?.runGathers.map((node) => print(node))).toEqual([
      'min_tree(select(isFinite(gradient), 1, 0))',
    ])
    const [passes] = plan.passesWhen((condition) => known(condition) ?? conditions.indexOf(condition) === 3)
    const between = passes.again
    expect(between?.streams).toHaveLength(2)
    expect(between?.stores).toHaveLength(1)
  })

  it('compiles nothing anew once every kind of step has been seen', () => {
    const opt = withEngine(multiSteps(injectHyperparams(adam, { learningRate: 0.1 }), 3), 'wasm')
    let state = opt.init(params)
    const step = (): void => {
      state = opt.update(g([1, 2], 3), state)[1]
    }
    for (let i = 0; i < 3; i++) step()
    const before = compiledKernels()
    for (let i = 0; i < 6; i++) step()
    expect(compiledKernels()).toBe(before)
  })

  it('works within a mask and around one', () => {
    const inside = masked(multiSteps(sgd(1), 2), ['w'])
    const [first, state] = inside.update(g([1, 2], 3), inside.init(params))
    expect(first).toEqual(g([0, 0], 3))
    expect(state.innerState.accumulation.accGrads).toEqual({ w: Float64Array.of(1, 2), b: null })
    expect(inside.update(g([3, 2], NaN), state)[0]).toEqual(g([-2, -2], NaN))
    const around = multiSteps(masked(sgd(1), ['w']), 2)
    const [, half] = around.update(g([1, 2], 3), around.init(params))
    expect(around.update(g([3, 2], 5), half)[0]).toEqual(g([-2, -2], 4))
  })

  it('lets the learning rate be read', () => {
    const opt = multiSteps(
      adam((count) => 1 / (count + 1)),
      2,
    )
    expect(currentLearningRate(opt, opt.init(params))).toBe(1)
  })

  it('refuses a number of micro-batches that is none', () => {
    expect(() => multiSteps(sgd(1), 0)).toThrow('multiSteps: option every must be a whole number >= 1')
    // @ts-expect-error a factory that was not called
    expect(() => multiSteps(sgd, 2)).toThrow(/call it/)
  })
})
