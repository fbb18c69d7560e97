import { describe, expect, it } from 'vitest'
import { cosineOnecycleSchedule } from '../../../src/schedules/index.ts'

const options = { transitionSteps: 10, peakValue: 8, pctStart: 0.4, divFactor: 4, finalDivFactor: 2 }

describe('cosineOnecycleSchedule', () => {
  it('goes up and down along half cosine waves', () => {
    const lr = cosineOnecycleSchedule(options)
    const values = [0, 2, 4, 6, 7, 8, 10, 11].map((count) => Number(lr(count).toFixed(13)))
    // From 8 to 1 in six steps: 1 + 3.5 * (1 + cos(60, 90, 120 degrees)).
    expect(values).toEqual([2, 5, 8, 6.25, 4.5, 2.75, 1, 1])
  })

  it('cuts the peak to a whole count', () => {
    expect(cosineOnecycleSchedule({ ...options, pctStart: 0.49 })(4)).toBeCloseTo(8, 13)
  })

  it('refuses a peak at the end of the cycle, which optax loses', () => {
    expect(() => cosineOnecycleSchedule({ ...options, pctStart: 1 })).toThrow(
      'cosineOnecycleSchedule: option pctStart must leave a step after the peak, got 1.',
    )
  })
})
