import { describe, expect, it } from 'vitest'
import { momoAdam, type MomoAdamOptions } from '../../../src/optimizers/momoAdam.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

/** The means of a parameter of 2 at a loss of 0.5 with a gradient of 0.5, which weigh 1/2. */
const halves = { learningRate: 1, b1: 0.5, b2: 0.75, eps: 0 }
const firstStep = (options: MomoAdamOptions): number => {
  const opt = momoAdam({ ...halves, ...options })
  return opt.update(0.5, opt.init(2), 2, { value: 0.5 })[0]
}

describe('momoAdam', () => {
  it('goes as far down the direction of Adam as to the lower bound, or as the learning rate allows', () => {
    // The mean 0.25 over the root 0.5; the model (0.25 - 0.5) + 0.5 over 0.25·0.5, which is 2, as is 1 over the weight.
    expectNumbers([firstStep({}), firstStep({ learningRate: 0.25 })], [-1, -0.25])
    // The bound weighs 1/2 as well.
    expectNumbers([firstStep({ lowerBound: 0.25 })], [-0.5])
  })

  it('decays the parameters, and divides the step with them', () => {
    // a = 1.5: (1.5·(0.25 - 0.5) + 0.5)/0.125 = 1, and θ = (2 - 0.5)/1.5
    expectNumbers([firstStep({ learningRate: 1, weightDecay: 0.5 })], [-1])
  })

  it('estimates the lower bound on the way', () => {
    const opt = momoAdam({ ...halves, adaptLowerBound: true })
    const [, state] = opt.update(0.5, opt.init(2), 2, { value: 0.5 })
    // (0.25 - 2·0.125/2)/0.5
    expect(state).toEqual({ count: 1, expAvg: 0.25, expAvgSq: 0.0625, barf: 0.25, gamma: 0.5, lb: 0.25 })
  })

  it('makes every update NaN where the loss is NaN or a gradient is infinite', () => {
    const opt = momoAdam()
    expect(opt.update([1, 2], opt.init([1, 2]), [1, 2], { value: NaN })[0]).toEqual([NaN, NaN])
    expect(opt.update([1, Infinity], opt.init([1, 2]), [1, 2], { value: 1 })[0]).toEqual([NaN, NaN])
  })
})
