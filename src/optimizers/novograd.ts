/** NovoGrad. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import { hyperparameter, requiredHyperparameter, nonNegative } from '../options/number.ts'
import type { Given } from '../options/descriptor.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByNovograd } from '../transforms/scaleByNovograd.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByNovograd.schema,
  /** Added to the root. */
  eps: hyperparameter(1e-6, nonNegative),
}

/** Options of `novograd` beside the learning rate: those of `scaleByNovograd`. */
export type NovogradOptions = Given<Omit<typeof options, 'learningRate'>>

/**
 * NovoGrad, momentum of gradients normalized leaf by leaf: `chain(scaleByNovograd(options), scaleByLearningRate(learningRate))`.
 *
 * n = sumOfSquares_leaf(g), nu' = (n if t == 1, otherwise b₂·nu + (1 - b₂)·n),
 * mu' = b₁·mu + g/(√(nu' + epsRoot) + eps) + weightDecay·θ, Δθ = -learningRate·mu'
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = novograd(0.5, { eps: 0 })
 * const params = { w: new Float32Array(4) }
 * opt.update({ w: Float32Array.of(3, 3, 3, 3) }, opt.init(params), params)[0].w // Float32Array [-0.25, -0.25, -0.25, -0.25]
 * @see Ginsburg et al. 2019, algorithm 1, https://arxiv.org/abs/1905.11286
 */
export const novograd = recipe(
  {
    name: 'novograd',
    options,
    needsParams: true,
    build: ({ learningRate, ...rest }) => chain(scaleByNovograd(rest), scaleByLearningRate(learningRate)),
  },
  (learningRate: Hyperparameter, rest: NovogradOptions = {}) => ({ learningRate, ...rest }),
)
