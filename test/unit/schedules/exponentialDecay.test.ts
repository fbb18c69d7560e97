import { describe, expect, it } from 'vitest'
import { exponentialDecay } from '../../../src/schedules/index.ts'

const options = { initValue: 1, transitionSteps: 2, decayRate: 0.25 }

describe('exponentialDecay', () => {
  it('multiplies by the rate once every transitionSteps, a little at every step', () => {
    expect([0, 1, 2, 3, 4].map(exponentialDecay(options))).toEqual([1, 0.5, 0.25, 0.125, 0.0625])
  })

  it('multiplies all at once when it is a staircase', () => {
    expect([0, 1, 2, 3, 4].map(exponentialDecay({ ...options, staircase: true }))).toEqual([1, 1, 0.25, 0.25, 0.0625])
  })

  it('waits for its beginning', () => {
    expect([0, 3, 4, 5].map(exponentialDecay({ ...options, transitionBegin: 3 }))).toEqual([1, 1, 0.5, 0.25])
  })

  it('stops falling at the end value', () => {
    expect([0, 2, 3].map(exponentialDecay({ ...options, endValue: 0.2 }))).toEqual([1, 0.25, 0.2])
  })

  it('stops growing at the end value when the rate is above 1', () => {
    const growing = exponentialDecay({ ...options, decayRate: 4, endValue: 3 })
    expect([0, 1, 2].map(growing)).toEqual([1, 2, 3])
  })

  it('keeps the bound before its beginning too, as optax does', () => {
    expect(exponentialDecay({ ...options, transitionBegin: 3, endValue: 2 })(0)).toBe(2)
  })

  it.each([0, -0.5])('refuses the rate %s, for which optax is silently constant or not a number', (decayRate) => {
    expect(() => exponentialDecay({ ...options, decayRate })).toThrow(
      `exponentialDecay: option decayRate must be a number > 0, got ${decayRate}.`,
    )
  })

  it('refuses no transition steps, for which optax is silently constant', () => {
    expect(() => exponentialDecay({ ...options, transitionSteps: 0 })).toThrow(
      'exponentialDecay: option transitionSteps must be a whole number >= 1, got 0.',
    )
  })
})
