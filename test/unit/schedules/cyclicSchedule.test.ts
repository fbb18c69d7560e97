import { describe, expect, it } from 'vitest'
import { cyclicSchedule } from '../../../src/schedules/index.ts'

const options = { initValue: 1, peakValue: 5, stepsUp: 2 }

describe('cyclicSchedule', () => {
  it('goes up and down along straight lines, over and over', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map(cyclicSchedule(options))).toEqual([1, 3, 5, 3, 1, 3, 5])
  })

  it('may go down more slowly than up', () => {
    expect([0, 2, 3, 5, 6, 8].map(cyclicSchedule({ ...options, stepsDown: 4 }))).toEqual([1, 5, 4, 2, 1, 5])
  })

  it('halves the height with every cycle', () => {
    expect([2, 4, 6, 10].map(cyclicSchedule({ ...options, mode: 'triangular2' }))).toEqual([5, 1, 3, 2])
  })

  it('multiplies the height by gamma at every step', () => {
    expect([1, 2, 4, 6].map(cyclicSchedule({ ...options, mode: 'expRange', gamma: 0.5 }))).toEqual([2, 2, 1, 1.0625])
  })

  it('refuses another mode and a way up without steps', () => {
    expect(() => cyclicSchedule.fromOptions({ ...options, mode: 'exp_range' })).toThrow('"expRange"')
    expect(() => cyclicSchedule({ ...options, stepsUp: 0 })).toThrow(
      'cyclicSchedule: option stepsUp must be a whole number >= 1, got 0.',
    )
  })
})
