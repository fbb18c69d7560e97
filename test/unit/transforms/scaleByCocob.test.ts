import { describe, expect, it } from 'vitest'
import { scaleByCocob } from '../../../src/transforms/scaleByCocob.ts'
import { expectError } from './expectError.ts'
import { stateAfter, stepOnce, updatesOf } from './drive.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByCocob', () => {
  it('bets a fraction of what it has at first: 1/alpha, or 1/2', () => {
    expectNumbers(updatesOf(scaleByCocob({ alpha: 4 }), [3]), [-1 / 4])
    // lengths and scale are both 3
    expectNumbers(updatesOf(scaleByCocob({ alpha: 1 }), [3]), [-1 / 2])
  })

  it('wins where the parameters have gone against the gradient, and loses no more than it has won', () => {
    const opt = scaleByCocob({ alpha: 1 })
    const [, second] = opt.update(2, opt.init(5), 5)
    const [, won] = opt.update(2, second, 1)
    expect(won).toEqual({
      count: 2,
      initParticles: 5,
      cumulativeGradients: -4,
      scale: 2,
      subgradients: 4,
      reward: 8,
    })
    // sum -6, scale 2, lengths 6, reward 8 + 4: 5 - 6/(2·8)·14 - 3
    expectNumbers([opt.update(2, won, 3)[0]], [5 - 5.25 - 3])
    expect(opt.update(2, won, 90)[1]).toMatchObject({ reward: 0 })
  })

  it('stays where there has been no gradient', () => {
    expect(stepOnce(scaleByCocob(), { w: 0 }, { w: 3 })).toEqual({ w: 0 })
    expect(stateAfter(scaleByCocob({ eps: 0.5 }), [0])).toMatchObject({ scale: 0.5 })
  })

  it('refuses a negative alpha', () => {
    expectError(() => scaleByCocob({ alpha: -1 }), 'invalid-option', 'scaleByCocob', 'alpha', '>= 0')
  })
})
