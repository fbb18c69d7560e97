import { describe, expect, it } from 'vitest'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { stateAfter, updatesOf } from '../transforms/drive.ts'
import { expectError } from '../transforms/expectError.ts'

describe('sgd', () => {
  it('steps against the gradient', () => {
    expect(updatesOf(sgd(0.5), [4, -2])).toEqual([-2, 1])
  })

  it('sums momentum up before the learning rate, which may therefore change without delay', () => {
    expect(
      updatesOf(
        sgd((count) => (count === 0 ? 0.5 : 1), { momentum: 0.5 }),
        [4, 4],
      ),
    ).toEqual([-2, -6])
  })

  it('looks ahead with nesterov', () => {
    // v = 4, 6; g + v/2 = 6, 7
    expect(updatesOf(sgd(1, { momentum: 0.5, nesterov: true }), [4, 4])).toEqual([-6, -7])
  })

  it('holds a share back with dampening', () => {
    expect(updatesOf(sgd(1, { momentum: 0.5, dampening: 0.5 }), [4, 4, 8])).toEqual([-4, -4, -6])
  })

  it('keeps a trace only when there is momentum', () => {
    expect(stateAfter(sgd(1), [4])).toEqual([{}, { count: 1 }])
    expect(stateAfter(sgd(1, { momentum: 0.5 }), [4])).toEqual([{ count: 1, trace: 4 }, { count: 1 }])
  })

  it('is plain without momentum, whatever nesterov says, and with a momentum of 0', () => {
    expect(updatesOf(sgd(0.5, { nesterov: true }), [4, -2])).toEqual([-2, 1])
    expect(updatesOf(sgd(0.5, { momentum: 0 }), [4, -2])).toEqual([-2, 1])
  })

  it('refuses a momentum above 1', () => {
    expectError(() => sgd(0.1, { momentum: 1.5 }), 'invalid-option', 'sgd', 'momentum', '[0, 1]')
  })
})
