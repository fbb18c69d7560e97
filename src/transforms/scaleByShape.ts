/** Scale by the shape of the weights. @module */
import { transformation } from '../define/transformation.ts'
import { div, max, mul, sqrt } from '../expr/index.ts'
import { fansOf } from '../matrix/weightLayout.ts'
import { choice, nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { nonNegative, requiredHyperparameter } from '../options/number.ts'
import { counter } from '../rule/index.ts'

const options = {
  /** The root mean square that steps of a matrix with orthogonal rows or columns get; by default it goes by the width. */
  consistentRms: nullable(requiredHyperparameter(nonNegative)),
  /** Where the outputs stand in the weights: along the last axis, or along the first. */
  layout: choice('inOut', 'outIn'),
}

/** Options of `scaleByShape`. */
export type ScaleByShapeOptions = Given<typeof options>

/**
 * Scale orthogonalized updates by the shape of the weights, so that one learning rate does for layers of all widths.
 *
 * u' = u·√max(1, fanOut/fanIn), or with `consistentRms` u·√max(fanIn, fanOut)·consistentRms
 *
 * fanOut is the length of the axis of outputs, the last, or with the layout `outIn` the first; fanIn is all others together. The weights
 * of Flax, Keras and TensorFlow.js are `inOut`, those of PyTorch `outIn`. With `consistentRms` the layout of a matrix makes no difference.
 *
 * State: `count`.
 *
 * @throws OptfuseError `invalid-option` for a negative root mean square
 * @example
 * const opt = scaleByShape()
 * const params = { w: tensor(new Float32Array(4), [1, 4]) }
 * opt.update({ w: tensor(Float32Array.of(1, 2, 3, 4), [1, 4]) }, opt.init(params))[0].w.data // Float32Array [2, 4, 6, 8]
 * @see Liu et al. 2025, https://arxiv.org/abs/2502.16982, for `consistentRms`
 */
export const scaleByShape = transformation(
  {
    name: 'scaleByShape',
    options,
    state: { count: counter() },
    rule: ({ update }, { consistentRms, layout }) => {
      const { fanIn, fanOut } = fansOf(layout)
      const factor =
        consistentRms === null ? sqrt(max(1, div(fanOut, fanIn))) : mul(sqrt(max(fanIn, fanOut)), consistentRms)
      return { update: mul(update, factor) }
    },
  },
  (given: ScaleByShapeOptions = {}) => given,
)
