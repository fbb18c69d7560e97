import { describe, expect, it } from 'vitest'
import { momo, type MomoOptions } from '../../../src/optimizers/momo.ts'
import { expectError } from '../transforms/expectError.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

/** A parameter of 2 at a loss of 4 with a gradient of 4: down the line, 4 is 1 away. */
const firstStep = (options: MomoOptions): number => {
  const opt = momo(options)
  return opt.update(4, opt.init(2), 2, { value: 4 })[0]
}

describe('momo', () => {
  it('goes as far down the line as to the lower bound, or as the learning rate allows', () => {
    expectNumbers([firstStep({}), firstStep({ lowerBound: 2 }), firstStep({ learningRate: 0.125 })], [-1, -0.5, -0.5])
    expect(firstStep({ lowerBound: 5 }) + 0).toBe(0)
  })

  it('goes down the mean of all lines so far', () => {
    const opt = momo({ beta: 0.5 })
    const [, state] = opt.update(4, opt.init(2), 2, { value: 4 })
    const [update, next] = opt.update(2, state, 1, { value: 1 })
    // At 1 the first line is at 0, the second at 1; their mean has the slope 3: 0.5/9 times 3.
    expectNumbers([update], [-0.5 / 3])
    expect(next).toEqual({ count: 2, expAvg: 3, barf: 2.5, gamma: 5, lb: 0 })
  })

  it('decays the parameters, and divides the step with them', () => {
    // a = 1.5: the step (1.5·(4 - 8) + 8)/16 = 1/8, and θ = (2 - 4/8)/1.5 = 1
    expectNumbers([firstStep({ learningRate: 0.5, weightDecay: 1 })], [-1])
  })

  it('estimates the lower bound on the way, and takes it back where the model lies below it', () => {
    const opt = momo({ beta: 0, adaptLowerBound: true })
    const [, state] = opt.update(4, opt.init(2), 2, { value: 4 })
    // Where the step ends, halfway down: 4 - 16/4/2
    expect(state.lb).toBe(2)
    // The model is at 1, so the bound is 1/2: a step of (1 - 1/2)/4.
    const [update, next] = opt.update(2, state, 1, { value: 1 })
    expectNumbers([update, next.lb], [-0.25, 0.75])
  })

  it('takes no step where there is no slope', () => {
    const opt = momo()
    expect(opt.update([0, 0], opt.init([1, 2]), [1, 2], { value: 3 })[0].map((x) => x + 0)).toEqual([0, 0])
  })

  it('makes every update NaN where the loss is NaN or a gradient is infinite', () => {
    const opt = momo()
    expect(opt.update([1, 2], opt.init([1, 2]), [1, 2], { value: NaN })[0]).toEqual([NaN, NaN])
    expect(opt.update([1, Infinity], opt.init([1, 2]), [1, 2], { value: 1 })[0]).toEqual([NaN, NaN])
  })

  it('asks for the loss', () => {
    const opt = momo()
    // @ts-expect-error the loss is missing
    expectError(() => opt.update(1, opt.init(1), 1), 'missing-argument', 'momo', 'value')
    expectError(() => momo({ beta: 1 }), 'invalid-option', 'momo', 'beta', '[0, 1)')
  })
})
