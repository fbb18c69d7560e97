/** Cosine decay. @module */
import { number, positive, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { positiveSteps } from './stepCount.ts'

/** Options of `cosineDecaySchedule`. */
export interface CosineDecayScheduleOptions {
  /** The value at count 0. */
  readonly initValue: number
  /** How many steps the decay takes, at least 1. */
  readonly decaySteps: number
  /** The value at the end as a fraction of `initValue`; default 0. */
  readonly alpha?: number
  /** The power the cosine is raised to, above 0; default 1. */
  readonly exponent?: number
}

/**
 * Half a cosine wave from `initValue` down to `alpha * initValue`:
 * `init * ((1 - alpha) * (0.5 * (1 + cos(pi * t / decaySteps)))^exponent + alpha)`, where `t` is the count, at most
 * `decaySteps`.
 *
 * Paper: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, equation 5.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = cosineDecaySchedule({ initValue: 1, decaySteps: 4, alpha: 0.2 })
 * const values = [0, 2, 4, 5].map((count) => lr(count).toFixed(3)) // ['1.000', '0.600', '0.200', '0.200']
 */
export const cosineDecaySchedule = defineSchedule(
  {
    name: 'cosineDecaySchedule',
    options: {
      initValue: requiredNumber(),
      decaySteps: requiredNumber(positiveSteps),
      alpha: number(0),
      exponent: number(1, positive),
    },
    make:
      ({ initValue, decaySteps, alpha, exponent }) =>
      (count) => {
        const wave = 0.5 * (1 + Math.cos((Math.PI * Math.min(count, decaySteps)) / decaySteps))
        return initValue * ((1 - alpha) * wave ** exponent + alpha)
      },
  },
  (options: CosineDecayScheduleOptions) => options,
)
