import { describe, expect, it } from 'vitest'
import { warmupExponentialDecaySchedule } from '../../../src/schedules/index.ts'

const options = { initValue: 0, peakValue: 1, warmupSteps: 2, transitionSteps: 1, decayRate: 0.5 }

describe('warmupExponentialDecaySchedule', () => {
  it('climbs to the peak and decays from there', () => {
    expect([0, 1, 2, 3, 4].map(warmupExponentialDecaySchedule(options))).toEqual([0, 0.5, 1, 0.5, 0.25])
  })

  it('counts transitionBegin from the end of the warm-up', () => {
    const lr = warmupExponentialDecaySchedule({ ...options, transitionBegin: 2, endValue: 0.25 })
    expect([1, 2, 4, 5, 6, 7].map(lr)).toEqual([0.5, 1, 1, 0.5, 0.25, 0.25])
  })

  it('starts at the peak without warm-up', () => {
    expect([0, 1].map(warmupExponentialDecaySchedule({ ...options, warmupSteps: 0 }))).toEqual([1, 0.5])
  })

  it('refuses wrong options of its decay in its own name', () => {
    expect(() => warmupExponentialDecaySchedule({ ...options, decayRate: 0 })).toThrow(
      'warmupExponentialDecaySchedule: option decayRate must be a number > 0, got 0.',
    )
  })
})
