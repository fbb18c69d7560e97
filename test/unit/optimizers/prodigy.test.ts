import { describe, expect, it } from 'vitest'
import { prodigy } from '../../../src/optimizers/prodigy.ts'
import { expectError } from '../transforms/expectError.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

/** Without memory of gradients, and with some of the sums. */
const forgetful = { b1: 0, b2: 0, b3: 0.5, estimLr0: 0.5 }

describe('prodigy', () => {
  it('estimates the distance by how gradients and the way from the start agree', () => {
    const opt = prodigy({ ...forgetful, eps: 3 })
    const [first, state] = opt.update(4, opt.init(2), 2)
    // 0.5·2 over 2 + 0.5·3
    expectNumbers([first], [-1 / 3.5])
    expect(state).toMatchObject({ estimLr: 0.5, numeratorWeighted: 0, gradSum: 2, params0: 2 })
    // The numerator 0.5·4·(2 - 1), the sum 1 + 2, the estimate 2/3, with which epsilon grows at once.
    const [second, next] = opt.update(4, state, 1)
    expectNumbers([second, next.estimLr], [-1 / 4, 2 / 3])
    // From here on the step is 2/3 times as long, of gradients 2/3 as large.
    expectNumbers([next.numeratorWeighted, next.gradSum], [2, 3])
    expectNumbers([opt.update(4, next, 2)[0]], [-((2 / 3) * (8 / 3)) / (8 / 3 + 2)])
  })

  it('weighs the sums by the root of b2 where no b3 is given', () => {
    const opt = prodigy({ b1: 0, b2: 0.25, estimLr0: 0.5 })
    const [, state] = opt.update(4, opt.init(2), 2)
    expectNumbers([opt.update(0, state, 2)[1].gradSum], [state.gradSum / 2])
  })

  it('leaves the learning rate out of the sum with its safeguard', () => {
    const sumOf = (safeguardWarmup: boolean): number => {
      const opt = prodigy({ ...forgetful, learningRate: 0.125, safeguardWarmup })
      return opt.update(4, opt.init(2), 2)[1].gradSum
    }
    expectNumbers([sumOf(false), sumOf(true)], [0.25, 2])
  })

  it('decays the parameters by the estimate', () => {
    expectNumbers(updatesOf(prodigy({ ...forgetful, eps: 0, weightDecay: 0.5 }), [4], 2), [-0.5 - 0.5])
  })

  it('keeps its estimate where all gradients are 0', () => {
    const opt = prodigy({ estimLr0: 0.5 })
    const [updates, state] = opt.update([0, 0], opt.init([1, 2]), [1, 2])
    expect(updates.map((x) => x + 0)).toEqual([0, 0])
    expect(state.estimLr).toBe(0.5)
  })

  it('makes every update NaN where one gradient is infinite', () => {
    const opt = prodigy()
    expect(opt.update([1, Infinity], opt.init([1, 2]), [1, 2])[0]).toEqual([NaN, NaN])
  })

  it('refuses a first estimate of 0', () => {
    expectError(() => prodigy({ estimLr0: 0 }), 'invalid-option', 'prodigy', 'estimLr0', '> 0')
  })
})
