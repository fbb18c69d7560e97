import { describe, expect, it } from 'vitest'
import { noamSchedule } from '../../../src/schedules/index.ts'

describe('noamSchedule', () => {
  it('goes up along a straight line and down with the inverse root of the step', () => {
    // 1/√4 · min(t/8, 1/√t)
    const values = [0, 1, 3, 8, 15].map(noamSchedule({ modelSize: 4, warmupSteps: 4 }))
    expect(values.map((value) => value * 2)).toEqual([0.125, 0.25, 0.5, expect.closeTo(1 / 3, 12), 0.25])
  })

  it('multiplies by its factor', () => {
    expect(noamSchedule({ modelSize: 4, warmupSteps: 4, factor: 3 })(3)).toBe(0.75)
  })

  it('refuses a model of no size', () => {
    expect(() => noamSchedule({ modelSize: 0, warmupSteps: 4 })).toThrow(
      'noamSchedule: option modelSize must be a number > 0, got 0.',
    )
  })
})
