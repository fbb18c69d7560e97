/** Shrink the updates when the loss stops falling. @module */
import { transformation } from '../define/transformation.ts'
import { add, and, div, equal, greater, increment, less, max, mul, not, select, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, nonNegative, number } from '../options/number.ts'
import { counter, scalar } from '../rule/index.ts'

const options = {
  /** What the scale is multiplied by at each reduction, in (0, 1). */
  factor: number(0.1, { min: 0, max: 1, open: [true, true] }),
  /** After how many values in a row without improvement the scale is reduced. */
  patience: number(10, { min: 1, integer: true }),
  /** The fraction of the best value that an improvement is more than, in [0, 1). */
  rtol: number(1e-4, decayRange),
  /** What an improvement is more than, in addition. */
  atol: number(0, nonNegative),
  /** For how many values after a reduction none is counted. */
  cooldown: number(0, { min: 0, integer: true }),
  /** Of how many steps the values are averaged before one is looked at. */
  accumulationSize: number(1, { min: 1, integer: true }),
  /** What the scale never falls below, in [0, 1]. */
  minScale: number(0, { min: 0, max: 1 }),
}

/** Options of `reduceOnPlateau`. */
export type ReduceOnPlateauOptions = Given<typeof options>

/**
 * Multiply the updates by a scale, 1 at first, that is reduced whenever a value such as the loss has not improved for a while.
 * It stands after an optimizer: `chain(adam(1e-3), reduceOnPlateau())`.
 *
 * For each mean v of `accumulationSize` values: v improves on the best where v < (1 - rtol)·best - atol; after `patience` in a
 * row that do not, scale' = max(factor·scale, minScale), and the next `cooldown` are not counted. u' = scale'·u.
 *
 * Reads the value as an extra argument: `opt.update(gradients, state, params, { value: loss })`. One that is NaN is no
 * improvement.
 *
 * State: `scale`; `bestValue`, infinite at first; `plateauCount`, how many in a row did not improve; `cooldownCount`, how
 * many are still left out; `count`, how many values are in `avgValue`, the mean so far.
 *
 * @throws OptfuseError `invalid-option` for an option out of range; `missing-argument` when `update` gets no `value`
 * @example
 * const opt = reduceOnPlateau({ factor: 0.5, patience: 1 })
 * const [first, state] = opt.update({ w: 8 }, opt.init({ w: 0 }), undefined, { value: 3 })
 * first // { w: 8 }
 * opt.update({ w: 8 }, state, undefined, { value: 3 })[0] // { w: 4 }
 */
export const reduceOnPlateau = transformation(
  {
    name: 'reduceOnPlateau',
    options,
    state: {
      scale: scalar(1),
      bestValue: scalar(Infinity),
      plateauCount: counter(),
      cooldownCount: counter(),
      count: counter(),
      avgValue: scalar(0),
    },
    needs: ['value'],
    rule: (
      { update, value, scale, bestValue, plateauCount, cooldownCount, count, avgValue },
      { factor, patience, rtol, atol, cooldown, accumulationSize, minScale },
    ) => {
      const values = increment(count)
      const mean = div(add(mul(count, avgValue), value), values)
      const complete = equal(values, accumulationSize)
      const improved = less(mean, sub(mul(sub(1, rtol), bestValue), atol))
      const cooling = greater(cooldownCount, 0)
      const plateau = select(improved, 0, increment(plateauCount))
      const reduces = and(not(cooling), equal(plateau, patience))
      const whenComplete = (after: typeof scale, before: typeof scale) => select(complete, after, before)
      const nextScale = whenComplete(select(reduces, max(mul(scale, factor), minScale), scale), scale)
      return {
        update: mul(nextScale, update),
        scale: nextScale,
        bestValue: whenComplete(select(improved, mean, bestValue), bestValue),
        plateauCount: whenComplete(select(cooling, 0, select(reduces, 0, plateau)), plateauCount),
        cooldownCount: whenComplete(
          select(cooling, sub(cooldownCount, 1), select(reduces, cooldown, 0)),
          cooldownCount,
        ),
        count: select(complete, 0, values),
        avgValue: select(complete, 0, mean),
      }
    },
  },
  (given: ReduceOnPlateauOptions = {}) => given,
)
