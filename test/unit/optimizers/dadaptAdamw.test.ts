import { describe, expect, it } from 'vitest'
import { dadaptAdamw } from '../../../src/optimizers/dadaptAdamw.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectError } from '../transforms/expectError.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('dadaptAdamw', () => {
  it('takes a first step by the first estimate', () => {
    // 0.5·4 over 4 + 1
    expectNumbers(updatesOf(dadaptAdamw({ b1: 0, b2: 0, eps: 1, estimLr0: 0.5 }), [4], 2), [-0.4])
  })

  it('estimates the distance by how gradients and their sum agree', () => {
    // A schedule that undoes the correction of the squares.
    const learningRate = (count: number): number => 1 / Math.sqrt(1 - 0.25 ** (count + 1))
    const opt = dadaptAdamw({ learningRate, b1: 0, b2: 0.25, eps: 1e-300, estimLr0: 0.5 })
    const [, state] = opt.update(8, opt.init(2), 2)
    // (1 - 0.5)·0.5·8 and 0.75·8²
    expectNumbers([state.gradSum, state.expAvgSq, state.numeratorWeighted, state.estimLr], [2, 48, 0, 0.5])
    // Numerator 0.5·0.5·100·2/√48, sum 1 + 25, of which the half counts.
    const [, next] = opt.update(100, state, 2)
    expectNumbers([next.estimLr], [50 / Math.sqrt(48) / 13])
  })

  it('never lowers its estimate', () => {
    const opt = dadaptAdamw({ estimLr0: 0.5 })
    const [, state] = opt.update(8, opt.init(2), 2)
    expect(opt.update(-8, state, 2)[1].estimLr).toBe(0.5)
  })

  it('decays the parameters by the estimate', () => {
    expectNumbers(updatesOf(dadaptAdamw({ b1: 0, b2: 0, eps: 1, estimLr0: 0.5, weightDecay: 0.5 }), [4], 2), [
      -0.4 - 0.5,
    ])
  })

  it('keeps its estimate where all gradients are 0', () => {
    const opt = dadaptAdamw({ estimLr0: 0.5 })
    const [updates, state] = opt.update([0, 0], opt.init([1, 2]), [1, 2])
    expect(updates.map((x) => x + 0)).toEqual([0, 0])
    expect(state.estimLr).toBe(0.5)
  })

  it('makes every update NaN where one gradient is infinite, from the next step on', () => {
    const opt = dadaptAdamw()
    const [, state] = opt.update([1, Infinity], opt.init([1, 2]), [1, 2])
    expect(opt.update([1, 1], state, [1, 2])[0]).toEqual([NaN, NaN])
  })

  it('refuses an epsilon of 0, over which the first step would be', () => {
    expectError(() => dadaptAdamw({ eps: 0 }), 'invalid-option', 'dadaptAdamw', 'eps', '> 0')
  })
})
