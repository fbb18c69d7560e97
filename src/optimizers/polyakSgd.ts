/** Gradient descent with the Polyak step size. @module */
import { chain } from '../chain/chain.ts'
import { recipe } from '../define/recipe.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter } from '../options/number.ts'
import { scaleByPolyak } from '../transforms/scaleByPolyak.ts'
import { sgd } from './sgd.ts'

const options = {
  ...scaleByPolyak.schema,
  /** What gradients are multiplied by before the step size is chosen. */
  scaling: hyperparameter(1),
}

/** Options of `polyakSgd`: those of `scaleByPolyak`, and `scaling`. */
export type PolyakSgdOptions = Given<typeof options>

/**
 * Gradient descent that chooses its step size by the loss: `chain(sgd(scaling), scaleByPolyak(options))`.
 *
 * d = scaling·g, n = Σ(d²) + eps, Δθ = (0 if n <= 2.220446049250313e-16, otherwise -min((value - fMin)/n, maxLearningRate)·d)
 *
 * The sum is over the tree, and the limit below which nothing moves is 2⁻⁵².
 *
 * @throws OptfuseError `invalid-option` as its links do; `missing-argument` when `update` gets no `value`
 * @example
 * const opt = polyakSgd()
 * const params = { w: 2 }
 * const [loss, gradients] = [params.w ** 2, { w: 2 * params.w }]
 * opt.update(gradients, opt.init(params), params, { value: loss })[0] // { w: -1 }
 * @see Loizou et al. 2021, https://arxiv.org/abs/2002.10542
 */
export const polyakSgd = recipe(
  {
    name: 'polyakSgd',
    options,
    build: ({ scaling, ...rest }) => chain(sgd(scaling), scaleByPolyak(rest)),
  },
  (given: PolyakSgdOptions = {}) => given,
)
