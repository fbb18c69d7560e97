import { expect, it } from 'vitest'
import { warmupConstantSchedule } from '../../../src/schedules/index.ts'

it('warmupConstantSchedule climbs to the peak and stays there', () => {
  const lr = warmupConstantSchedule({ initValue: 1, peakValue: 3, warmupSteps: 4 })
  expect([0, 1, 2, 4, 5, 100].map(lr)).toEqual([1, 1.5, 2, 3, 3, 3])
})

it('warmupConstantSchedule is at the peak at once without warm-up, where optax never leaves the first value', () => {
  expect([0, 1].map(warmupConstantSchedule({ initValue: 1, peakValue: 3, warmupSteps: 0 }))).toEqual([3, 3])
})

it('warmupConstantSchedule refuses a warm-up that is not a whole number of steps', () => {
  expect(() => warmupConstantSchedule({ initValue: 1, peakValue: 3, warmupSteps: 2.5 })).toThrow(
    'warmupConstantSchedule: option warmupSteps must be a whole number >= 0, got 2.5.',
  )
})
