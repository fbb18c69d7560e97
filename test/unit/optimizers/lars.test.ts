import { describe, expect, it } from 'vitest'
import { lars } from '../../../src/optimizers/lars.ts'
import { drive, stepOnce } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

const params = Float64Array.of(3, 4)
const gradient = Float64Array.of(0, 2)

describe('lars', () => {
  it('keeps a trace of steps as long as a fraction of the parameters', () => {
    // Steps of 0.1·5, and half of the trace.
    const { updates } = drive(lars(1, { trustCoefficient: 0.1, momentum: 0.5 }), params, [gradient, gradient])
    expectNumbers(updates[0], [0, -0.5])
    expectNumbers(updates[1], [0, -0.75])
  })

  it('looks ahead with nesterov', () => {
    const opt = lars(1, { trustCoefficient: 0.1, momentum: 0.5, nesterov: true })
    const { updates } = drive(opt, params, [gradient, gradient])
    expectNumbers(updates[0], [0, -0.75])
    expectNumbers(updates[1], [0, -0.875])
  })

  it('leaves the gradients outside the mask as long as they are, and decays by another mask', () => {
    const opt = lars(1, { trustCoefficient: 0.5, weightDecay: 0.5, weightDecayMask: ['b'], trustRatioMask: ['a'] })
    expect(stepOnce(opt, { a: 3, b: 3 }, { a: 4, b: 4 })).toEqual({ a: -2, b: -5 })
  })
})
