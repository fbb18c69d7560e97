import { describe, expect, it } from 'vitest'
import { trace } from '../../../src/transforms/trace.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('trace', () => {
  it('sums the updates up, older ones for less', () => {
    expectNumbers(updatesOf(trace(0.9), [1, 1, 1]), [1, 1.9, 2.71])
  })

  it('looks one step ahead with nesterov', () => {
    // v = 1, 1.5, 1.75; u + v/2
    expect(updatesOf(trace(0.5, { nesterov: true }), [1, 1, 1])).toEqual([1.5, 1.75, 1.875])
  })

  it('holds a share back from the second update on with dampening', () => {
    // 4; 0.5 * 4 + 0.5 * 4; 0.5 * 4 + 0.5 * 8
    expect(updatesOf(trace(0.5, { dampening: 0.5 }), [4, 4, 8])).toEqual([4, 4, 6])
  })

  it('reaches the terminal velocity 1/(1 - decay) under a constant gradient', () => {
    expect(
      updatesOf(
        trace(0.9),
        Array.from({ length: 500 }, () => 1),
      ).at(-1),
    ).toBeCloseTo(10, 12)
  })

  it('forgets nothing with a decay of 1', () => {
    expect(updatesOf(trace(1), [1, 2, 3])).toEqual([1, 3, 6])
  })

  it('counts, and keeps the trace', () => {
    expect(stateAfter(trace(0.5), [4, 1])).toEqual({ count: 2, trace: 3 })
  })

  it('refuses a decay or a dampening above 1', () => {
    expectError(() => trace(1.5), 'invalid-option', 'decay', '[0, 1]')
    expectError(() => trace(0.5, { dampening: 1.5 }), 'invalid-option', 'dampening')
  })
})
