/** The COCOB step. @module */
import { transformation } from '../define/transformation.ts'
import { abs, add, div, max, mul, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, number } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const options = {
  /** Of how many of the largest updates the first bets are a fraction. */
  alpha: hyperparameter(100, nonNegative),
  /** The largest update before the first. */
  eps: number(1e-8, nonNegative),
}

/** Options of `scaleByCocob`. */
export type ScaleByCocobOptions = Given<typeof options>

/**
 * Bet on the side on which coins have fallen so far, with a share of what has been won: a step that nobody chooses the length of.
 *
 * scale' = max(scale, |u|), subgradients' = subgradients + |u|, reward' = max(reward - u·(θ - initParticles), 0),
 * cumulativeGradients' = cumulativeGradients - u,
 * u' = initParticles - θ
 *   + cumulativeGradients'/(scale'·max(subgradients' + scale', alpha·scale'))·(scale' + reward')
 *
 * It gives the step itself, downhill, and so stands at the end of a chain. With eps = 0 an element whose gradients are all 0 becomes
 * NaN.
 *
 * State: `count`; `initParticles`, the first parameters; `cumulativeGradients`, minus the sum of updates; `scale`, the
 * largest, `eps` at first; `subgradients`, the sum of their absolute values; `reward`, what has been won; all shaped like the
 * parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for an option below 0; `missing-params` when `update` gets no parameters
 * @example
 * const opt = scaleByCocob({ alpha: 4 })
 * const params = { w: 1 }
 * opt.update({ w: 3 }, opt.init(params), params)[0] // { w: -0.25 }
 * @see Orabona and Tommasi 2017, algorithm 2, https://arxiv.org/abs/1705.07795
 */
export const scaleByCocob = transformation(
  {
    name: 'scaleByCocob',
    options,
    state: {
      count: counter(),
      initParticles: moment('param'),
      cumulativeGradients: moment(),
      scale: moment('eps'),
      subgradients: moment(),
      reward: moment(),
    },
    needs: ['params'],
    rule: ({ update, param, initParticles, cumulativeGradients, scale, subgradients, reward }, { alpha }) => {
      const largest = max(scale, abs(update))
      const lengths = add(subgradients, abs(update))
      const won = max(sub(reward, mul(update, sub(param, initParticles))), 0)
      const sum = sub(cumulativeGradients, update)
      const share = div(sum, mul(largest, max(add(lengths, largest), mul(alpha, largest))))
      return {
        update: sub(add(initParticles, mul(share, add(largest, won))), param),
        initParticles,
        cumulativeGradients: sum,
        scale: largest,
        subgradients: lengths,
        reward: won,
      }
    },
  },
  (given: ScaleByCocobOptions = {}) => given,
)
