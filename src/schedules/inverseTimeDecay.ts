/** Inverse time decay. @module */
import { flag } from '../options/choices.ts'
import { nonNegative, number, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { positiveSteps, steps } from './stepCount.ts'

/** Options of `inverseTimeDecay`. */
export interface InverseTimeDecayOptions {
  /** The value until `transitionBegin`. */
  readonly initValue: number
  /** The number of steps in which the divisor grows by `decayRate`, at least 1. */
  readonly transitionSteps: number
  /** What is added to the divisor, 1 at first, per `transitionSteps` steps, at least 0. */
  readonly decayRate: number
  /** The count at which the decay begins; default 0. */
  readonly transitionBegin?: number
  /** Whether the divisor grows at once at the end of every `transitionSteps` rather than at every step; default false. */
  readonly staircase?: boolean
}

/**
 * Inverse time decay: `init / (1 + decayRate * t / transitionSteps)`, where `t` is the count since `transitionBegin`; `init`
 * before. It is Keras's `InverseTimeDecay`, and with `transitionSteps: 1` what PyTorch calls the learning rate decay of Adagrad.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = inverseTimeDecay({ initValue: 1, transitionSteps: 2, decayRate: 1 })
 * const values = [0, 2, 6].map(lr) // [1, 0.5, 0.25]
 */
export const inverseTimeDecay = defineSchedule(
  {
    name: 'inverseTimeDecay',
    options: {
      initValue: requiredNumber(),
      transitionSteps: requiredNumber(positiveSteps),
      decayRate: requiredNumber(nonNegative),
      transitionBegin: number(0, steps),
      staircase: flag(false),
    },
    make: ({ initValue, transitionSteps, decayRate, transitionBegin, staircase }) => {
      const round = staircase ? Math.floor : (x: number) => x
      return (count) => initValue / (1 + decayRate * round(Math.max(count - transitionBegin, 0) / transitionSteps))
    },
  },
  (options: InverseTimeDecayOptions) => options,
)
