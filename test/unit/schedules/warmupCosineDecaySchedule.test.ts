import { describe, expect, it } from 'vitest'
import { warmupCosineDecaySchedule } from '../../../src/schedules/index.ts'

const options = { initValue: 1, peakValue: 4, warmupSteps: 2, decaySteps: 6 }
const rounded = (values: readonly number[]): readonly number[] => values.map((x) => Number(x.toFixed(13)))

describe('warmupCosineDecaySchedule', () => {
  it('counts the warm-up inside decaySteps', () => {
    expect(rounded([0, 1, 2, 4, 6, 7].map(warmupCosineDecaySchedule(options)))).toEqual([1, 2.5, 4, 2, 0, 0])
  })

  it('decays to the end value', () => {
    const lr = warmupCosineDecaySchedule({ ...options, endValue: 1 })
    expect(rounded([2, 4, 6, 7].map(lr))).toEqual([4, 2.5, 1, 1])
  })

  it('starts at the peak without warm-up', () => {
    expect(rounded([0, 3, 6].map(warmupCosineDecaySchedule({ ...options, warmupSteps: 0 })))).toEqual([4, 2, 0])
  })

  it('stays at 0 when the peak is 0', () => {
    expect([0, 1, 2, 3, 9].map(warmupCosineDecaySchedule({ ...options, peakValue: 0 }))).toEqual([1, 0.5, 0, 0, 0])
  })

  it('refuses an end value that a peak of 0 can never reach, which optax would ignore', () => {
    expect(() => warmupCosineDecaySchedule({ ...options, peakValue: 0, endValue: 1 })).toThrow(
      'warmupCosineDecaySchedule: option endValue must be 0 when peakValue is 0',
    )
  })

  it('refuses a schedule that is all warm-up', () => {
    expect(() => warmupCosineDecaySchedule({ ...options, decaySteps: 2 })).toThrow(
      'warmupCosineDecaySchedule: option decaySteps counts the warm-up too and must be above warmupSteps (2), got 2.',
    )
  })
})
