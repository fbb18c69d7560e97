/** Scale each leaf by the norm of its parameters. @module */
import { transformation } from '../define/transformation.ts'
import { max, mul, norm } from '../expr/index.ts'
import { counter } from '../rule/index.ts'
import { scaleByParamBlockRms, type ScaleByParamBlockRmsOptions } from './scaleByParamBlockRms.ts'

/** Options of `scaleByParamBlockNorm`. */
export type ScaleByParamBlockNormOptions = ScaleByParamBlockRmsOptions

/**
 * Multiply the update of each leaf by the norm of the leaf's parameters.
 *
 * u' = u·max(‖θ‖, minScale) over the leaf
 *
 * State: `count`.
 *
 * @throws OptfuseError `invalid-option` for a minScale below 0; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scaleByParamBlockNorm()
 * const params = { w: Float32Array.of(3, 4) }
 * opt.update({ w: Float32Array.of(1, 2) }, opt.init(params), params)[0].w // Float32Array [5, 10]
 */
export const scaleByParamBlockNorm = transformation(
  {
    name: 'scaleByParamBlockNorm',
    options: scaleByParamBlockRms.schema,
    state: { count: counter() },
    needs: ['params'],
    rule: ({ update, param }, { minScale }) => ({ update: mul(update, max(norm(param, 'leaf'), minScale)) }),
  },
  (given: ScaleByParamBlockNormOptions = {}) => given,
)
