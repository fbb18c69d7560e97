import { describe, expect, it } from 'vitest'
import { injectHyperparams } from '../../../src/chain/injectHyperparams.ts'
import { setHyperparams } from '../../../src/chain/setHyperparams.ts'
import { fromage } from '../../../src/optimizers/fromage.ts'
import { currentLearningRate } from '../../../src/state/currentLearningRate.ts'
import { stepOnce, updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('fromage', () => {
  it('turns each leaf, at a right angle by the angle whose tangent is the learning rate', () => {
    // The gradient made as long as the parameters is (4, -3): (3 - 3, 4 + 2.25), over √(1 + 0.75²), which is 1.25.
    const { w } = stepOnce(fromage(0.75), { w: Float64Array.of(8, -6) }, { w: Float64Array.of(3, 4) })
    expectNumbers(w, [-3, 1])
    expectNumbers([Math.hypot(3 + w[0], 4 + w[1])], [5])
  })

  it('lets a leaf of zeros move, by as much as the least norm', () => {
    expectNumbers(updatesOf(fromage(0.75, { minNorm: 0.5 }), [2]), [-0.75 * (0.5 / 2) * 2 * 0.8])
  })

  it('follows a schedule with the step and with what it is divided by', () => {
    const learningRate = (count: number): number => [0.75, 0][count] ?? 0
    expectNumbers(updatesOf(fromage(learningRate), [1], 4), [-3.2])
    expectNumbers(
      updatesOf(fromage(learningRate), [1, 1], 4).map((x) => x + 0),
      [-3.2, 0],
    )
  })

  it('takes a learning rate that is set between steps', () => {
    const opt = injectHyperparams(fromage, { learningRate: 0.75 })
    const state = opt.init(4)
    expect(currentLearningRate(opt, state)).toBe(0.75)
    const stopped = setHyperparams(state, { learningRate: 0 })
    expectNumbers([opt.update(1, state, 4)[0], opt.update(1, stopped, 4)[0] + 0], [-3.2, 0])
  })
})
