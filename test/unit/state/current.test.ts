import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { injectHyperparams } from '../../../src/chain/injectHyperparams.ts'
import { namedChain } from '../../../src/chain/namedChain.ts'
import { setHyperparams } from '../../../src/chain/setHyperparams.ts'
import { compile } from '../../../src/compile/index.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { rprop } from '../../../src/optimizers/rprop.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { linearSchedule } from '../../../src/schedules/index.ts'
import { currentLearningRate } from '../../../src/state/currentLearningRate.ts'
import { currentStep } from '../../../src/state/currentStep.ts'
import { treeSet } from '../../../src/state/treeSet.ts'
import { applyEvery } from '../../../src/transforms/applyEvery.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleBySchedule } from '../../../src/transforms/scaleBySchedule.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { errorOf } from './errorOf.ts'

const params = { w: 1 }

/** From `start` to 0 in so many steps. */
const linear = (start: number, steps: number) =>
  linearSchedule({ initValue: start, endValue: 0, transitionSteps: steps })

describe('the current learning rate', () => {
  test('is the number of an optimizer that has one, however deep', () => {
    const opt = chain(clipByGlobalNorm(1), namedChain({ main: adamw(0.25) }))
    expect(currentLearningRate(opt, opt.init(params))).toBe(0.25)
    expect(currentLearningRate(sgd(0), sgd(0).init(params))).toBe(0)
  })

  test('is the schedule at the count, which is what the next update uses', () => {
    const opt = sgd(linear(1, 4))
    let state = opt.init(params)
    const rates: number[] = []
    const used: number[] = []
    for (let step = 0; step < 5; step++) {
      rates.push(currentLearningRate(opt, state))
      const [updates, next] = opt.update({ w: 1 }, state)
      used.push(-updates.w)
      state = next
    }
    expect(rates).toEqual([1, 0.75, 0.5, 0.25, 0])
    expect(used.map(Math.abs)).toEqual(rates)
  })

  test('is read from the state of a resident run as well', () => {
    const opt = adam(linear(1, 4))
    const run = compile(opt, params, { engine: 'reference' })
    run.step()
    expect(currentLearningRate(opt, run.snapshot().state)).toBe(0.75)
    expect(currentStep(opt, run.snapshot().state)).toBe(1)
    run.dispose()
  })

  test('is the factor of scaleBySchedule, with its sign', () => {
    const opt = chain(scaleByAdam(), scaleBySchedule(linear(-1, 4)))
    expect(currentLearningRate(opt, opt.init(params))).toBe(-1)
  })

  test('is the injected number, as set last, and follows an injected schedule', () => {
    const held = chain(clipByGlobalNorm(1), injectHyperparams(adam, { learningRate: 0.5 }))
    const state = held.init(params)
    expect(currentLearningRate(held, state)).toBe(0.5)
    const set = [state[0], setHyperparams(state[1], { learningRate: 0.125 })]
    expect(currentLearningRate(held, set)).toBe(0.125)
    expect(currentStep(held, set)).toBe(0)

    const falling = injectHyperparams(sgd, { learningRate: linear(1, 4) })
    const [, next] = falling.update(params, falling.init(params))
    expect(currentLearningRate(falling, next)).toBe(0.75)
    expect(falling.update(params, next)[0]).toEqual({ w: -0.75 })
    expect(currentStep(falling, next)).toBe(1)
  })

  test('of several links is refused with the list, until one is named', () => {
    const opt = chain(adam(0.1), scaleBySchedule(linear(1, 4)))
    const state = opt.init(params)
    expect(errorOf(() => currentLearningRate(opt, state))).toMatchObject({
      code: 'invalid-option',
      message:
        'currentLearningRate: 2 links carry a learning rate: scaleByLearningRate at [0][1], scaleBySchedule at [1]; give the path of one as the last argument.',
    })
    expect(currentLearningRate(opt, state, '[0][1]')).toBe(0.1)
    expect(currentLearningRate(opt, state, '[1]')).toBe(1)
    expect(() => currentLearningRate(opt, state, '[2]')).toThrow('there is no link here; the links are scaleByAdam at')
  })

  test('is refused where nothing carries one, also where it is only the first step size', () => {
    expect(() => currentLearningRate(chain(scale(-0.1)), [{}])).toThrow(
      'no link carries a learning rate; the links are scale at [0].',
    )
    expect(() => currentLearningRate(rprop(0.1), rprop(0.1).init(params))).toThrow('no link carries a learning rate')
    expect(() => currentLearningRate(chain(), [])).toThrow('the links are none.')
  })

  test('is refused where the schedule gives NaN, and for the state of another transformation', () => {
    const opt = sgd(() => NaN)
    expect(errorOf(() => currentLearningRate(opt, opt.init(params)))).toMatchObject({
      code: 'invalid-schedule',
      transformation: 'scaleByLearningRate',
      path: '[1]',
    })
    expect(errorOf(() => currentLearningRate(opt, trace(0.9).init(params)))).toMatchObject({ code: 'invalid-state' })
    expect(errorOf(() => currentLearningRate(opt, [{}, { count: -1 }]))).toMatchObject({ code: 'invalid-state' })
  })
})

describe('the current step', () => {
  test('is the count of the link with the learning rate', () => {
    const opt = chain(clipByGlobalNorm(1), adam(0.1))
    const start = opt.init(params)
    const [, once] = opt.update(params, start)
    const [, twice] = opt.update(params, once)
    expect([start, once, twice].map((state) => currentStep(opt, state))).toEqual([0, 1, 2])
    expect(currentStep(opt, treeSet(start, { '[1][0].count': 9 }))).toBe(0)
    expect(currentStep(opt, treeSet(start, { '[1][1].count': 9 }))).toBe(9)
  })

  test('is any link’s count where no learning rate counts', () => {
    const opt = rprop(0.1)
    expect(currentStep(opt, opt.update(params, opt.init(params))[1])).toBe(1)
    const held = chain(applyEvery(2), trace(0.5))
    let state = held.init(params)
    for (let step = 0; step < 2; step++) [, state] = held.update(params, state)
    expect(state[0].count).toBe(0)
    expect(currentStep(held, state)).toBe(2)
  })

  test('of counts that disagree is refused with the list, until one is named', () => {
    const opt = chain(scaleByAdam(), trace(0.5))
    const state = treeSet(opt.init(params), { '[1].count': 4 })
    expect(() => currentStep(opt, state)).toThrow(
      'currentStep: the counts disagree: [0].count = 0, [1].count = 4; give the path of one link as the last argument.',
    )
    expect(currentStep(opt, state, '[1]')).toBe(4)
  })

  test('is refused where nothing counts', () => {
    expect(errorOf(() => currentStep(chain(scale(2)), [{}]))).toMatchObject({ code: 'invalid-option' })
    expect(() => currentStep(applyEvery(2), applyEvery(2).init(params))).toThrow('no link counts its steps.')
  })
})
