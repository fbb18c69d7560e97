/** Average a measurement over the steps. @module */
import type { Given } from '../options/descriptor.ts'
import { flag } from '../options/choices.ts'
import { decayRange, requiredNumber } from '../options/number.ts'
import { readOptions } from '../options/readOptions.ts'
import type { Measure } from '../define/measure.ts'

const schema = {
  /** How much of the average is kept, a fraction per step in [0, 1). */
  decay: requiredNumber(decayRange),
  /** Whether the average is divided by the weight its terms have had so far; otherwise it starts at 0. */
  debias: flag(true),
}

/** Options of `measureWithEma` beside its decay. */
export type MeasureWithEmaOptions = Given<Omit<typeof schema, 'decay'>>

/** A measurement averaged over the steps. */
export interface AveragedMeasure {
  readonly measure: Measure
  readonly decay: number
  readonly debias: boolean
}

/**
 * A measurement for `monitor`, averaged exponentially over the steps.
 *
 * @param measure one number for the tree, or a truth value, whose average is how often it holds
 * @param decay how much of the average is kept, a fraction per step in [0, 1)
 * @throws OptfuseError `invalid-option` for a decay outside [0, 1)
 * @example
 * const large: Measure = (update) => greater(norm(update, 'tree'), 1)
 * const opt = monitor({ clipped: measureWithEma(large, 0.5, { debias: false }) })
 * const [, first] = opt.update({ w: 3 }, opt.init({ w: 0 }))
 * const [, second] = opt.update({ w: 0.5 }, first)
 * second.clipped // 0.25
 */
export const measureWithEma = (measure: Measure, decay: number, rest: MeasureWithEmaOptions = {}): AveragedMeasure => ({
  measure,
  ...readOptions('measureWithEma', schema, { decay, ...rest }),
})
