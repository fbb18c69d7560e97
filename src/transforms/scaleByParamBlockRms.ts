/** Scale each leaf by the size of its parameters. @module */
import { transformation } from '../define/transformation.ts'
import { max, mul, rms } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { counter } from '../rule/index.ts'

const options = {
  /** The least factor, so that parameters at 0 can start to move. */
  minScale: hyperparameter(1e-3, nonNegative),
}

/** Options of `scaleByParamBlockRms`. */
export type ScaleByParamBlockRmsOptions = Given<typeof options>

/**
 * Multiply the update of each leaf by the root mean square of the leaf's parameters: steps become relative.
 *
 * u' = u·max(√(mean of θ² over the leaf), minScale)
 *
 * State: `count`.
 *
 * @throws OptfuseError `invalid-option` for a minScale below 0; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scaleByParamBlockRms()
 * const params = { w: -3 }
 * opt.update({ w: 2 }, opt.init(params), params)[0] // { w: 6 }
 * @see Shazeer and Stern 2018, section 8, https://arxiv.org/abs/1804.04235
 */
export const scaleByParamBlockRms = transformation(
  {
    name: 'scaleByParamBlockRms',
    options,
    state: { count: counter() },
    needs: ['params'],
    rule: ({ update, param }, { minScale }) => ({ update: mul(update, max(rms(param, 'leaf'), minScale)) }),
  },
  (given: ScaleByParamBlockRmsOptions = {}) => given,
)
