/** The schedule of the Transformer. @module */
import { number, positive, requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'
import { positiveSteps } from './stepCount.ts'

/** Options of `noamSchedule`. */
export interface NoamScheduleOptions {
  /** The width of the model, whose root divides the value; above 0. */
  readonly modelSize: number
  /** How many steps the warm-up takes, at least 1. */
  readonly warmupSteps: number
  /** What the value is multiplied by; default 1. */
  readonly factor?: number
}

/**
 * A straight line up in `warmupSteps` steps, then the inverse root of the step:
 * `factor * modelSize^-0.5 * min(t^-0.5, t * warmupSteps^-1.5)`, where `t` is the count plus 1.
 *
 * Paper: Vaswani et al., "Attention Is All You Need", 2017, https://arxiv.org/abs/1706.03762, equation 3.
 *
 * @throws OptfuseError `unknown-option`, `invalid-option`
 *
 * @example
 * const lr = noamSchedule({ modelSize: 4, warmupSteps: 4 })
 * const values = [0, 1, 3, 15].map(lr) // [0.0625, 0.125, 0.25, 0.125]
 */
export const noamSchedule = defineSchedule(
  {
    name: 'noamSchedule',
    options: {
      modelSize: requiredNumber(positive),
      warmupSteps: requiredNumber(positiveSteps),
      factor: number(1),
    },
    make: ({ modelSize, warmupSteps, factor }) => {
      const scale = factor / Math.sqrt(modelSize)
      return (count) => scale * Math.min((count + 1) ** -0.5, (count + 1) * warmupSteps ** -1.5)
    },
  },
  (options: NoamScheduleOptions) => options,
)
