import { describe, expect, it } from 'vitest'
import { linearOnecycleSchedule } from '../../../src/schedules/index.ts'

const options = { transitionSteps: 10, peakValue: 8, pctStart: 0.2, pctFinal: 0.6, divFactor: 4, finalDivFactor: 2 }

describe('linearOnecycleSchedule', () => {
  it('goes up, back down and further down, each in a straight line', () => {
    expect([0, 1, 2, 3, 4, 6, 8, 10, 11].map(linearOnecycleSchedule(options))).toEqual([2, 5, 8, 6.5, 5, 2, 1.5, 1, 1])
  })

  it('may start at the peak', () => {
    expect([0, 6].map(linearOnecycleSchedule({ ...options, pctStart: 0 }))).toEqual([8, 2])
  })

  it.each([
    [1, 0.3, 0.85],
    [10, 0.6, 0.6],
    [10, 0.7, 0.3],
    [10, 0.3, 1],
  ])(
    'refuses %s steps with phases at %s and %s, which leave a phase no step; optax loses that phase',
    (transitionSteps, pctStart, pctFinal) => {
      expect(() => linearOnecycleSchedule({ ...options, transitionSteps, pctStart, pctFinal })).toThrow(
        'linearOnecycleSchedule: options pctStart and pctFinal must leave every phase a step',
      )
    },
  )
})
