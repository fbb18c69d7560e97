import { describe, expect, it } from 'vitest'
import { cosineDecaySchedule } from '../../../src/schedules/index.ts'

describe('cosineDecaySchedule', () => {
  it('falls along half a cosine wave and stays at 0', () => {
    const lr = cosineDecaySchedule({ initValue: 2, decaySteps: 6 })
    // 1 + cos(60 degrees) = 1.5, 1 + cos(90 degrees) = 1, 1 + cos(120 degrees) = 0.5
    for (const [count, value] of [
      [0, 2],
      [2, 1.5],
      [3, 1],
      [4, 0.5],
      [6, 0],
      [100, 0],
    ]) {
      expect(lr(count)).toBeCloseTo(value, 14)
    }
  })

  it('stays above alpha of the first value', () => {
    const lr = cosineDecaySchedule({ initValue: 2, decaySteps: 6, alpha: 0.25 })
    expect([0, 3, 6, 7].map((count) => Number(lr(count).toFixed(14)))).toEqual([2, 1.25, 0.5, 0.5])
  })

  it('raises the wave, not the floor, to the exponent', () => {
    const lr = cosineDecaySchedule({ initValue: 1, decaySteps: 6, alpha: 0.5, exponent: 2 })
    expect(lr(3)).toBeCloseTo(0.5 * 0.25 + 0.5, 14)
  })

  it('refuses no steps and an exponent that never arrives', () => {
    expect(() => cosineDecaySchedule({ initValue: 1, decaySteps: 0 })).toThrow(
      'cosineDecaySchedule: option decaySteps must be a whole number >= 1, got 0.',
    )
    expect(() => cosineDecaySchedule({ initValue: 1, decaySteps: 6, exponent: -1 })).toThrow(
      'cosineDecaySchedule: option exponent must be a number > 0, got -1.',
    )
  })
})
