/** Steps as long as the way from the start. @module */
import { transformation } from '../define/transformation.ts'
import {
  add,
  div,
  equal,
  increment,
  isFinite,
  max,
  mul,
  norm,
  reduceSumOfSquares,
  select,
  sqrt,
  sub,
  type Operand,
} from '../expr/index.ts'
import { choice } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { counter, moment, scalar } from '../rule/index.ts'

const options = {
  /** What `initStepSize` is: a share of the size of the parameters, a distance, or the learning rate of the first step. */
  initStep: choice('heuristic', 'distance', 'learningRate'),
  /** What the first step goes by. */
  initStepSize: hyperparameter(1e-6, nonNegative),
  /** What is added to the sum of squares. */
  eps: hyperparameter(1e-8, nonNegative),
}

/** Options of `scaleByDog`. */
export type ScaleByDogOptions = Given<typeof options>

/**
 * Distance over gradients: a learning rate that nobody has to choose. It is the largest distance from the first parameters so far,
 * over the root of all squared gradients so far.
 *
 * maxDist' = max(maxDist, ‖initParams - θ‖), sumSqNormGrads' = sumSqNormGrads + Σu², over the tree,
 * u' = u·maxDist'/√(sumSqNormGrads' + eps)
 *
 * At the first step the distance is at least `initStepSize·(1 + ‖θ‖)`, with initStep `'distance'` it is at least
 * `initStepSize`, and with `'learningRate'` that is the factor. optax takes the two as a pair. Where a gradient is NaN or
 * infinite, every update is NaN from then on.
 *
 * State: `count`; `initParams`, the first parameters; `maxDist` and `sumSqNormGrads`, one number each.
 *
 * @throws OptfuseError `invalid-option` for a number below 0 or another kind of first step; `missing-params` when `update` gets
 *   no parameters
 * @example
 * const opt = scaleByDog({ initStep: 'distance', initStepSize: 3, eps: 0 })
 * const params = { w: 1 }
 * opt.update({ w: -4 }, opt.init(params), params)[0] // { w: -3 }
 * @see Ivgi, Hinder and Carmon 2023, https://arxiv.org/abs/2302.12022
 */
export const scaleByDog = transformation(
  {
    name: 'scaleByDog',
    options,
    state: { count: counter(), initParams: moment('param'), maxDist: scalar(0), sumSqNormGrads: scalar(0) },
    needs: ['params'],
    rule: ({ update, param, count, initParams, maxDist, sumSqNormGrads }, { initStep, initStepSize, eps }) => {
      const isFirst = equal(count, 0)
      const least: Readonly<Record<typeof initStep, Operand>> = {
        heuristic: mul(initStepSize, add(1, norm(initParams, 'tree'))),
        distance: initStepSize,
        learningRate: 0,
      }
      const distance = max(select(isFirst, least[initStep], maxDist), norm(sub(initParams, param), 'tree'))
      const squares = add(sumSqNormGrads, reduceSumOfSquares(update, 'tree'))
      const step = div(distance, sqrt(add(squares, eps)))
      const factor = initStep === 'learningRate' ? select(isFirst, initStepSize, step) : step
      return {
        update: mul(update, select(isFinite(squares), factor, NaN)),
        count: increment(count),
        initParams,
        maxDist: distance,
        sumSqNormGrads: squares,
      }
    },
  },
  (given: ScaleByDogOptions = {}) => given,
)
