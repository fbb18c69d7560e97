import { describe, expect, it } from 'vitest'
import { linearSchedule } from '../../../src/schedules/index.ts'

const options = { initValue: 0, endValue: 1, transitionSteps: 4 }

describe('linearSchedule', () => {
  it('goes from the first value to the last in equal steps and stays there', () => {
    expect([0, 1, 2, 3, 4, 5, 1e9].map(linearSchedule(options))).toEqual([0, 0.25, 0.5, 0.75, 1, 1, 1])
  })

  it('waits for its beginning', () => {
    expect([0, 10, 11, 14].map(linearSchedule({ ...options, transitionBegin: 10 }))).toEqual([0, 0, 0.25, 1])
  })

  it('carries its own name and options, not those of the polynomial it is', () => {
    expect(linearSchedule(options).spec).toEqual({
      name: 'linearSchedule',
      options: { ...options, transitionBegin: 0 },
    })
  })

  it('refuses wrong options in its own name', () => {
    expect(() => linearSchedule({ ...options, transitionSteps: 0 })).toThrow(
      'linearSchedule: option transitionSteps must be a whole number >= 1, got 0.',
    )
    expect(() => linearSchedule({ ...options, endValue: NaN })).toThrow(
      'linearSchedule: option endValue must be a finite number, got NaN.',
    )
  })
})
