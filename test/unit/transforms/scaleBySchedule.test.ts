import { describe, expect, it } from 'vitest'
import { scaleBySchedule } from '../../../src/transforms/scaleBySchedule.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'

describe('scaleBySchedule', () => {
  it('multiplies by the schedule, which sees 0 at the first step', () => {
    expect(
      updatesOf(
        scaleBySchedule((count) => 6 / (count + 1)),
        [1, 1, -1],
      ),
    ).toEqual([6, 3, -2])
  })

  it('counts the steps', () => {
    expect(
      stateAfter(
        scaleBySchedule(() => 1),
        [1, 1, 1],
      ),
    ).toEqual({ count: 3 })
  })

  it('refuses a number, which scale is for', () => {
    expectError(() => scaleBySchedule.fromOptions({ stepSizeFn: 0.1 }), 'invalid-option', 'stepSizeFn', 'schedule')
  })

  it('refuses to step when the schedule gives NaN, and says at which count', () => {
    const opt = scaleBySchedule((count) => (count === 1 ? NaN : 1))
    expectError(() => updatesOf(opt, [1, 1]), 'invalid-schedule', 'scaleBySchedule', 'stepSizeFn', 'count 1')
  })
})
