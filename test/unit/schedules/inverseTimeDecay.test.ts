import { describe, expect, it } from 'vitest'
import { inverseTimeDecay } from '../../../src/schedules/index.ts'

const options = { initValue: 1, transitionSteps: 2, decayRate: 1 }

describe('inverseTimeDecay', () => {
  it('divides by a divisor that grows steadily', () => {
    expect([0, 2, 6, 14].map(inverseTimeDecay(options))).toEqual([1, 0.5, 0.25, 0.125])
  })

  it('lets the divisor grow in steps with staircase', () => {
    expect([0, 1, 2, 3, 6, 7].map(inverseTimeDecay({ ...options, staircase: true }))).toEqual([
      1, 1, 0.5, 0.5, 0.25, 0.25,
    ])
  })

  it('waits for its beginning', () => {
    expect([0, 3, 5].map(inverseTimeDecay({ ...options, transitionBegin: 3 }))).toEqual([1, 1, 0.5])
  })

  it('refuses a rate that would let the value grow without bound', () => {
    expect(() => inverseTimeDecay({ ...options, decayRate: -0.1 })).toThrow(
      'inverseTimeDecay: option decayRate must be a number >= 0, got -0.1.',
    )
  })
})
