/** Clip each unit by the norm of its parameters. @module */
import { transformation } from '../define/transformation.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { max, mul, norm, shrinkFactor, type Axes } from '../expr/index.ts'
import { nullable, oneOrMore } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, requiredHyperparameter, requiredNumber } from '../options/number.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const name = 'adaptiveGradClip'

const options = {
  /** The largest norm of a unit's update, as a fraction of the norm of its parameters. */
  clipping: requiredHyperparameter(nonNegative),
  /** The norm that a unit's parameters have at least, so that those at 0 can start to move. */
  eps: hyperparameter(1e-3, nonNegative),
  /** The axes, or the one axis, that a norm runs over, counted from the end when negative; by default by the shape. */
  axis: nullable(oneOrMore(requiredNumber({ integer: true }))),
}

/** Options of `adaptiveGradClip` beside the clipping. */
export type AdaptiveGradClipOptions = Given<Omit<typeof options, 'clipping'>>

const exceptLast = (shape: readonly number[]): readonly number[] => shape.slice(1).map((_, axis) => axis)

/** The inputs of one output: of a vector all, of (in, out) and (in, heads, out) the first axis, of a kernel all but the last. */
const inputsOfUnit: Axes = {
  name: 'inputsOfUnit',
  of: (shape) => {
    if (shape.filter((length) => length !== 1).length <= 1) return shape.map((_, axis) => axis)
    if (shape.length <= 3) return [0]
    if (shape.length <= 5) return exceptLast(shape)
    throw new OptfuseError(
      'shape-mismatch',
      `no units are known for ${shape.length} axes, shape [${shape.join(', ')}]; give the axis option the axes a norm runs over.`,
      { transformation: name },
    )
  },
}

const chosen = (axes: readonly number[]): Axes => ({
  name: `axes ${axes.join(' ')}`,
  of: (shape) =>
    axes.map((axis) => {
      const counted = axis < 0 ? axis + shape.length : axis
      if (counted >= 0 && counted < shape.length) return counted
      throw new OptfuseError(
        'shape-mismatch',
        `there is no axis ${axis} in shape [${shape.join(', ')}]; mask this leaf out or choose other axes.`,
        { transformation: name },
      )
    }),
})

/**
 * Shrink the update of each unit (the weights into one output) so that its norm is at most a fraction of the norm of the
 * unit's parameters.
 *
 * n = ‖u‖ and l = clipping·max(‖θ‖, eps) over the unit, u' = u·l/n where n > l, otherwise u' = u
 *
 * Units follow from the shape: a leaf with at most one axis longer than 1 is one unit; (in, out) and (in, heads, out)
 * have one per output, and so do kernels of 4 and 5 axes with the outputs last. `axis` sets the axes of the norm for all
 * leaves instead. When an element is NaN or infinite, all of its unit becomes NaN, and no other.
 *
 * State: `count`.
 *
 * @param clipping the largest norm, as a fraction of the norm of the parameters, >= 0, or a schedule
 * @throws OptfuseError `invalid-option` for a negative clipping or eps; `shape-mismatch` for a leaf of more than 5 axes,
 *   or without the axis asked for
 * @example
 * const opt = adaptiveGradClip(0.5)
 * const params = { w: 4 }
 * opt.update({ w: 6 }, opt.init(params), params)[0] // { w: 2 }
 * @see Brock et al. 2021, equation 3, https://arxiv.org/abs/2102.06171
 */
export const adaptiveGradClip = transformation(
  {
    name,
    options,
    state: { count: counter() },
    needs: ['params'],
    rule: ({ update, param }, { clipping, eps, axis }) => {
      const over = axis === null ? inputsOfUnit : chosen([axis].flat())
      const limit = mul(clipping, max(norm(param, over), eps))
      return { update: mul(update, shrinkFactor(norm(update, over), limit)) }
    },
  },
  (clipping: Hyperparameter, rest: AdaptiveGradClipOptions = {}) => ({ clipping, ...rest }),
)
