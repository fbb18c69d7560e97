/** Cosine decay that begins anew for ever. @module */
import { number, positive, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { positiveSteps } from './stepCount.ts'

/** Options of `cosineRestartsSchedule`. */
export interface CosineRestartsScheduleOptions {
  /** The value at count 0. */
  readonly initValue: number
  /** How many steps the first decay takes, at least 1. */
  readonly decaySteps: number
  /** How many times as long each decay is as the one before, at least 1; default 1. */
  readonly tMul?: number
  /** How many times as high each decay begins as the one before, above 0; default 1. */
  readonly mMul?: number
  /** The lowest value as a fraction of `initValue`; default 0. */
  readonly alpha?: number
}

/**
 * Half a cosine wave after the other, for ever: `init * ((1 - alpha) * mMul^i * 0.5 * (1 + cos(pi * share)) + alpha)`, where `i`
 * counts the restarts so far, and `share` is how much of the present decay is over. It is Keras's `CosineDecayRestarts` and
 * PyTorch's `CosineAnnealingWarmRestarts`; `sgdrSchedule` takes each cycle by its own options, and stops after the last.
 *
 * Paper: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, equation 5.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = cosineRestartsSchedule({ initValue: 1, decaySteps: 2, tMul: 2, mMul: 0.5 })
 * const values = [0, 1, 2, 4, 6].map((count) => lr(count).toFixed(3)) // ['1.000', '0.500', '0.500', '0.250', '0.250']
 */
export const cosineRestartsSchedule = defineSchedule(
  {
    name: 'cosineRestartsSchedule',
    options: {
      initValue: requiredNumber(),
      decaySteps: requiredNumber(positiveSteps),
      tMul: number(1, { min: 1 }),
      mMul: number(1, positive),
      alpha: number(0),
    },
    make: ({ initValue, decaySteps, tMul, mMul, alpha }) => {
      /** How many restarts there have been, and how much of the present decay is over. */
      const place = (count: number): readonly [restarts: number, share: number] => {
        if (tMul === 1) return [Math.floor(count / decaySteps), (count % decaySteps) / decaySteps]
        let [restarts, left, length] = [0, count, decaySteps]
        for (; left >= length; length *= tMul) {
          left -= length
          restarts++
        }
        return [restarts, left / length]
      }
      return (count) => {
        const [restarts, share] = place(count)
        const wave = 0.5 * (1 + Math.cos(Math.PI * share))
        return initValue * ((1 - alpha) * mMul ** restarts * wave + alpha)
      }
    },
  },
  (options: CosineRestartsScheduleOptions) => options,
)
