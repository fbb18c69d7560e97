import { describe, expect, it } from 'vitest'
import { scaleByMadgrad } from '../../../src/transforms/scaleByMadgrad.ts'
import { drive, stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByMadgrad', () => {
  it('goes part of the way from the start, by the weighed sum over the cube root of the squares', () => {
    // s = 8·1, gradSumSq = 8, so that the goal is 1 - 8/2 = -3, of which half is gone.
    expectNumbers(updatesOf(scaleByMadgrad(8, { momentum: 0.5, eps: 0 }), [1], 1), [-2])
  })

  it('weighs gradients by the root of the count, and measures from the first parameters', () => {
    // Weights 4, 4√2, 4√3 and 8 sum up to s; the gradients other than the first and the last are 0.
    const opt = scaleByMadgrad(4, { momentum: 0, eps: 0 })
    expect(stateAfter(opt, [1, 0, 0, -1], 5)).toEqual({ count: 4, gradSumSq: 12, s: -4, x0: 5 })
    // From another place it goes to the same goal.
    const [, state] = opt.update(1, opt.init(5), 5)
    const [there] = opt.update(0, state, 3)
    expectNumbers([there + 3], [5 - Math.cbrt(16)])
  })

  it('adds epsilon to the learning rate and to the cube root', () => {
    // (0 + 8)·1 over 2 + 8
    expectNumbers(updatesOf(scaleByMadgrad(0, { momentum: 0, eps: 8 }), [1]), [-0.8])
  })

  it('does not stand still where there is no gradient but the parameters are not at the start', () => {
    const opt = scaleByMadgrad(1, { momentum: 0.75 })
    expect(drive(opt, { w: 3 }, [{ w: 0 }]).updates).toEqual([{ w: 0 }])
    expect(opt.update({ w: 0 }, opt.init({ w: 3 }), { w: 1 })[0]).toEqual({ w: 0.5 })
  })

  it('refuses a negative learning rate, under whose cube root it would be', () => {
    expectError(() => scaleByMadgrad(-0.1), 'invalid-option', 'scaleByMadgrad', 'learningRate', '>= 0')
  })
})
