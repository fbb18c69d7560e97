import { describe, expect, it } from 'vitest'
import { rmsprop } from '../../../src/optimizers/rmsprop.ts'
import { stateAfter, updatesOf } from '../transforms/drive.ts'

describe('rmsprop', () => {
  it('divides by the root of the mean square', () => {
    expect(updatesOf(rmsprop(0.5, { decay: 0.75, eps: 0 }), [4, -2])).toEqual([-1, 0.5])
  })

  it('divides by the deviation when centered', () => {
    expect(updatesOf(rmsprop(1, { decay: 0.5, eps: 0, centered: true }), [-3])).toEqual([2])
  })

  it('sums up steps that the learning rate has scaled, so that an earlier rate stays in the trace', () => {
    const rate = (count: number) => (count === 0 ? 0.5 : 1)
    // steps -1 and +1; 1 + 0.5 * -1
    expect(updatesOf(rmsprop(rate, { decay: 0.75, eps: 0, momentum: 0.5 }), [4, -2])).toEqual([-1, 0.5])
  })

  it('looks ahead with nesterov', () => {
    expect(updatesOf(rmsprop(1, { decay: 0.75, eps: 0, momentum: 0.5, nesterov: true }), [4])).toEqual([-3])
  })

  it('is the sign of the gradient with decay 0 and eps 0', () => {
    expect(updatesOf(rmsprop(0.1, { decay: 0, eps: 0 }), [-3, 1e-3])).toEqual([0.1, -0.1])
  })

  it('keeps a mean only when centered and a trace only when there is momentum', () => {
    expect(stateAfter(rmsprop(1, { decay: 0.75 }), [4])).toEqual([{ count: 1, nu: 4 }, { count: 1 }, {}])
    expect(stateAfter(rmsprop(1, { decay: 0.75, eps: 0, momentum: 0.5, centered: true }), [4])).toMatchObject([
      { mu: 1, nu: 4 },
      { count: 1 },
      { trace: expect.closeTo(-4 / Math.sqrt(3), 12) },
    ])
  })
})
