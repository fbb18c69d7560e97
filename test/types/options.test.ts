import { describe, expect, it } from 'vitest'
import { adam } from '../../src/optimizers/adam.ts'
import { adamw } from '../../src/optimizers/adamw.ts'
import { cosineDecaySchedule } from '../../src/schedules/index.ts'
import { scaleByAdam } from '../../src/transforms/scaleByAdam.ts'

describe('the types of the options', () => {
  it('take a number, a schedule or any function of the count for a hyperparameter', () => {
    const made = [
      adam(0.1, { b1: 0.8, nesterov: true }),
      adam(cosineDecaySchedule({ initValue: 0.1, decaySteps: 10 })),
      adamw((count) => 0.1 / (1 + count), { weightDecay: (count) => 0.01 * count }),
    ]
    expect(made).toHaveLength(3)
  })

  it('do not know an option that is not there', () => {
    // @ts-expect-error it is called b1
    expect(() => adam(0.1, { beta1: 0.9 })).toThrow(/beta1/)
    // @ts-expect-error Adam has no weight decay; AdamW has
    expect(() => adam(0.1, { weightDecay: 0.1 })).toThrow(/weightDecay/)
  })

  it('do not take a value of another type', () => {
    // @ts-expect-error a number, not a string
    expect(() => adam('0.1')).toThrow(/learningRate/)
    // @ts-expect-error a number or a schedule, not a truth value
    expect(() => scaleByAdam({ b1: true })).toThrow(/b1/)
    // @ts-expect-error a truth value, not a number
    expect(() => scaleByAdam({ nesterov: 1 })).toThrow(/nesterov/)
    // @ts-expect-error a schedule gives a number
    expect(() => adam(() => 'fast').update({ w: 1 }, adam(0.1).init({ w: 1 }))).toThrow()
  })

  it('ask for what has no default', () => {
    // @ts-expect-error the learning rate has no default
    expect(() => adam()).toThrow(/learningRate/)
    // @ts-expect-error decaySteps has no default
    expect(() => cosineDecaySchedule({ initValue: 1 })).toThrow(/decaySteps/)
  })
})
