import { describe, expect, it } from 'vitest'
import { scaleByRprop } from '../../../src/transforms/scaleByRprop.ts'
import { drive, stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('scaleByRprop', () => {
  const gradients = [3, 2, -1, -1, -1]

  it('moves at once without delay: the step grows, halves and rests when the sign turns, and goes on', () => {
    expectNumbers(updatesOf(scaleByRprop(0.1, { delayed: false }), gradients), [0.1, 0.12, 0, -0.06, -0.072])
  })

  it('hands each move out one step late with delay, the first being 0, and drops it when the sign has turned', () => {
    expectNumbers(updatesOf(scaleByRprop(0.1, { delayed: true }), gradients), [0, 0.1, 0, 0, -0.06])
  })

  it('keeps the step in its range', () => {
    const opt = scaleByRprop(0.1, { delayed: false, minStepSize: 0.08, maxStepSize: 0.11 })
    expectNumbers(updatesOf(opt, gradients), [0.1, 0.11, 0, -0.08, -0.096])
  })

  it('rests where the gradient is 0, its step size unchanged', () => {
    expect(updatesOf(scaleByRprop(0.1, { delayed: false }), [1, 0, 1])).toEqual([0.1, 0, 0.1])
  })

  it('sees that float32 gradients agree whose product with the move would vanish', () => {
    const tiny = Float32Array.of(1e-30)
    const { states } = drive(scaleByRprop(1e-20, { etaPlus: 2, minStepSize: 0 }), tiny, [tiny, tiny])
    expect(states[1]).toMatchObject({ stepSizes: Float32Array.of(2e-20) })
  })

  it('keeps step sizes and the last move', () => {
    expect(stateAfter(scaleByRprop(0.1), [-1])).toEqual({ count: 1, stepSizes: 0.1, prevUpdates: -0.1 })
  })

  it('refuses NaN for a first step size, and a negative bound', () => {
    expectError(() => scaleByRprop(NaN), 'invalid-option', 'learningRate', 'NaN')
    expectError(() => scaleByRprop(0.1, { minStepSize: -1 }), 'invalid-option', 'minStepSize', '>= 0')
  })
})
