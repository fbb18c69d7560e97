/** Fromage. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { transformation } from '../define/transformation.ts'
import { add, div, mul, neg, sqrt, square, sub } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, requiredHyperparameter } from '../options/number.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByTrustRatio } from '../transforms/scaleByTrustRatio.ts'

const options = {
  learningRate: requiredHyperparameter(),
  /** The norm that parameters and updates have at least. */
  minNorm: hyperparameter(1e-6, nonNegative),
}

/** Options of `fromage` beside the learning rate. */
export type FromageOptions = Given<Omit<typeof options, 'learningRate'>>

/** A step downhill, with the parameters it leads to made as much shorter as a step at a right angle would have made them longer. */
const stepAlongSphere = transformation(
  {
    name: 'stepAlongSphere',
    options: { learningRate: options.learningRate },
    state: { count: counter() },
    needs: ['params'],
    rule: ({ update, param }, { learningRate }) => {
      const shrinkage = div(1, sqrt(add(1, square(learningRate))))
      return { update: add(mul(neg(mul(shrinkage, learningRate)), update), mul(sub(shrinkage, 1), param)) }
    },
  },
  (learningRate: Hyperparameter) => ({ learningRate }),
)

/**
 * Fromage: each leaf goes a fraction of its own length, and comes back to the length it had: `scaleByTrustRatio({ minNorm })`,
 * and a step after which the parameters are divided by √(1 + learningRate²).
 *
 * p = max(norm_leaf(θ), minNorm), n = max(norm_leaf(g), minNorm),
 * d = (1 if p == 0, 1 if n == 0, otherwise p/n)·g,
 * Δθ = (θ - learningRate·d)/√(1 + learningRate²) - θ
 *
 * @param learningRate the length of a step as a fraction of that of the parameters, or a schedule of it
 * @throws OptfuseError `invalid-option` for a rate that is not finite or a negative minNorm; `missing-params` when `update` gets
 *   no parameters
 * @example
 * const opt = fromage(0.75)
 * const params = { w: 4 }
 * opt.update({ w: 1 }, opt.init(params), params)[0] // { w: -3.2 }
 * @see Bernstein et al. 2020, https://arxiv.org/abs/2002.03432
 */
export const fromage = recipe(
  {
    name: 'fromage',
    options,
    needsParams: true,
    build: ({ learningRate, minNorm }) => chain(scaleByTrustRatio({ minNorm }), stepAlongSphere(learningRate)),
  },
  (learningRate: Hyperparameter, rest: FromageOptions = {}) => ({ learningRate, ...rest }),
)
