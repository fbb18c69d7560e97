import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { injectHyperparams } from '../../../src/chain/injectHyperparams.ts'
import { scheduleFree } from '../../../src/chain/scheduleFree.ts'
import { setHyperparams } from '../../../src/chain/setHyperparams.ts'
import { compile } from '../../../src/compile/index.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { scheduleFreeAdamw } from '../../../src/optimizers/scheduleFreeAdamw.ts'
import { scheduleFreeSgd } from '../../../src/optimizers/scheduleFreeSgd.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { fromSpec, toSpec } from '../../../src/spec/index.ts'
import { currentLearningRate } from '../../../src/state/currentLearningRate.ts'
import { scaleByPolyak } from '../../../src/transforms/scaleByPolyak.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectError } from '../transforms/expectError.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

const params = { w: Float32Array.of(8, -8), b: 8 }
const fours = { w: Float32Array.of(4, 4), b: 4 }

describe('scheduleFree', () => {
  it('takes the first step of its optimizer, and later ones towards the average as well', () => {
    const opt = scheduleFree(sgd(1), 1, { b1: 0.5 })
    const once = everyWay(opt, params, [fours])
    expect(once.params).toEqual({ w: Float32Array.of(4, -12), b: 4 })
    // z goes on to 0, of which x = (4 + 0)/2 = 2 is the mean, and halfway between them is 1.
    const twice = everyWay(opt, params, [fours, fours])
    expect(twice.params).toEqual({ w: Float32Array.of(1, -15), b: 1 })
    expect(twice.state).toMatchObject({
      scheduleFree: { count: 2, b1: 0.5, maxLr: 1, weightSum: 2, z: { w: Float32Array.of(0, -16), b: 0 } },
    })
  })

  it('weighs a step as the largest learning rate so far, one count later than the optimizer sees it', () => {
    const rate = (count: number): number => [1, 2, 3, 1][count]
    const { state, updates } = everyWay(scheduleFree(sgd(0.5), rate, { b1: 1, weightLrPower: 1 }), params, [
      fours,
      fours,
      fours,
    ])
    // The rates are 2, 3 and 1, so the weights 2, 3 and 3; z goes from 8 to 6, 4 and 2.
    expect(state).toMatchObject({ scheduleFree: { maxLr: 3, weightSum: 8, z: { b: 2 } } })
    // From x = 6 + 3/5·(4 - 6) = 4.8 three eighths of the way to 2.
    expect(updates.b).toBeCloseTo((3 / 8) * (2 - 4.8), 14)
  })

  it('does not average while the learning rate is 0', () => {
    const opt = scheduleFree(sgd(1), 0, { b1: 0.75 })
    expectNumbers(updatesOf(opt, [4, 4], 8), [-1, -1])
  })

  it('leaves what entered it to the optimizer, and lets an argument through', () => {
    const opt = scheduleFree(scaleByPolyak(), 1)
    // @ts-expect-error the optimizer reads the loss
    expectError(() => opt.update(fours, opt.init(params), params), 'missing-argument')
  })

  it('costs no pass of its own', () => {
    const passes = (opt: Parameters<typeof explain>[0]): number => explain(opt, params).passes.length
    expect(passes(scheduleFree(adam(0.1, { b1: 0 }), 0.1))).toBe(passes(adam(0.1, { b1: 0 })))
  })

  it('has a state of its own type, and needs the parameters', () => {
    const opt = scheduleFree(adam(0.1), 0.1)
    const state = opt.init(params)
    expectTypeOf(state.scheduleFree.z).toEqualTypeOf<typeof params>()
    expectTypeOf(state.baseOptimizerState[0].mu.b).toBeNumber()
    expect(state.scheduleFree).toEqual({ count: 0, b1: 0.9, maxLr: 0, weightSum: 0, z: params })
    expect(state.scheduleFree.z.w).not.toBe(params.w)
    // @ts-expect-error the average is found from the parameters
    expectError(() => opt.update(fours, state), 'missing-params', 'scheduleFree')
  })

  it('has a spec', () => {
    const json = {
      scheduleFree: { inner: { sgd: { learningRate: 1 } }, learningRate: 0.5, b1: 0.5, weightLrPower: 0 },
    }
    expect(toSpec(scheduleFree(sgd(1), 0.5, { b1: 0.5, weightLrPower: 0 }))).toEqual(json)
    expect(toSpec(fromSpec(json))).toEqual(json)
  })

  it('refuses numbers out of range', () => {
    expectError(() => scheduleFree(sgd(1), 1, { b1: 0 }), 'invalid-option', 'scheduleFree', 'b1', '(0, 1]')
    expectError(() => scheduleFree(sgd(1), 1, { weightLrPower: -1 }), 'invalid-option', 'weightLrPower')
    expectError(() => scheduleFree(sgd(1), NaN), 'invalid-option', 'learningRate')
  })
})

describe('the schedule-free recipes', () => {
  it('know the learning rate of the next step, warm-up and all', () => {
    const opt = scheduleFreeSgd(0.5, { warmupSteps: 2 })
    const run = compile(opt, params)
    const rates = [0, 1, 2].map(() => {
      const rate = currentLearningRate(opt, run.snapshot().state)
      run.step(fours)
      return rate
    })
    run.dispose()
    expect(rates).toEqual([0, 0.25, 0.5])
  })

  it('warm up a schedule as they do a number, and a number that is injected', () => {
    const gradients = [4, 2, -3, 4]
    const expected = updatesOf(scheduleFreeAdamw(0.5, { warmupSteps: 3 }), gradients)
    expectNumbers(
      updatesOf(
        scheduleFreeAdamw(() => 0.5, { warmupSteps: 3 }),
        gradients,
      ),
      expected,
    )
    const injected = injectHyperparams(scheduleFreeAdamw, { learningRate: 0.1, warmupSteps: 3 })
    const fresh = setHyperparams(injected.init(0), { learningRate: 0.5 })
    const [, state] = injected.update(gradients[0], fresh, 0)
    expectNumbers([injected.update(gradients[1], state, 0)[0]], [expected[1]])
  })

  it('take their place in a chain', () => {
    const opt = chain(sgd(1), scheduleFreeSgd(-1, { b1: 0.5 }))
    expect(updatesOf(opt, [4], 8)).toEqual([-2])
  })
})
