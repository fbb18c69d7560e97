import { describe, expect, it } from 'vitest'
import { polynomialSchedule } from '../../../src/schedules/index.ts'

const options = { initValue: 1, endValue: 0, power: 2, transitionSteps: 4 }

describe('polynomialSchedule', () => {
  it('goes from the first value to the last along a power of the fraction left', () => {
    // (1 - t / 4)^2
    expect([0, 1, 2, 3, 4, 5].map(polynomialSchedule(options))).toEqual([1, 0.5625, 0.25, 0.0625, 0, 0])
  })

  it('waits for its beginning', () => {
    const late = polynomialSchedule({ ...options, transitionBegin: 3 })
    expect([0, 3, 4, 7].map(late)).toEqual([1, 1, 0.5625, 0])
  })

  it('may go up and to a value that is not 0', () => {
    expect([0, 2, 4].map(polynomialSchedule({ ...options, endValue: 5 }))).toEqual([1, 4, 5])
  })

  it('begins anew with cycle, as if it took twice as long', () => {
    // (1 - t / 4)^2, then (1 - t / 8)^2, then (1 - t / 12)^2
    expect([0, 4, 5, 6, 8, 9].map(polynomialSchedule({ ...options, cycle: true }))).toEqual([
      1, 0, 0.140625, 0.0625, 0, 0.0625,
    ])
  })

  it.each([0, -3, 1.5, NaN, Infinity])(
    'refuses %s transition steps, where optax would stay at the first value for ever or guess',
    (transitionSteps) => {
      expect(() => polynomialSchedule({ ...options, transitionSteps })).toThrow(
        'polynomialSchedule: option transitionSteps must be a whole number >= 1',
      )
    },
  )

  it('refuses a negative beginning, which optax would take for 0', () => {
    expect(() => polynomialSchedule({ ...options, transitionBegin: -1 })).toThrow(
      'polynomialSchedule: option transitionBegin must be a whole number >= 0, got -1.',
    )
  })

  it('refuses a power that never arrives at the end value', () => {
    expect(() => polynomialSchedule({ ...options, power: 0 })).toThrow('option power must be a number > 0, got 0.')
  })
})
