/** Muon. @module */
import { chain } from '../chain/chain.ts'
import { fromDefinition } from '../define/fromDefinition.ts'
import type { KindsState } from '../define/byKind.ts'
import { recipe } from '../define/recipe.ts'
import { mask, nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import type { Mask } from '../pytree/index.ts'
import { complement, masksOf, maskSet, type NeedsOf } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByMuon } from '../transforms/scaleByMuon.ts'
import { scaleByShape } from '../transforms/scaleByShape.ts'
import { adamw } from './adamw.ts'

const options = {
  learningRate: requiredHyperparameter(),
  ...scaleByMuon.schema,
  ...scaleByShape.schema,
  weightDecay: addDecayedWeights.schema.weightDecay,
  /** The leaves that are decayed among those of Muon; all by default. */
  weightDecayMask: nullable(mask()),
  /** The leaves of Muon; by default those with two axes. The others are Adam's. */
  muonMask: nullable(mask()),
  /** The step length of Adam's leaves, or a schedule of it; by default that of Muon. */
  adamLearningRate: nullable(requiredHyperparameter()),
  adamB1: scaleByAdam.schema.b1,
  adamB2: scaleByAdam.schema.b2,
  adamEpsRoot: scaleByAdam.schema.epsRoot,
  /** The share of each parameter that is taken away from Adam's leaves, per step and unit of learning rate. */
  adamWeightDecay: addDecayedWeights.schema.weightDecay,
}

/** Options of `muon` beside the learning rate. */
export type MuonOptions = Given<Omit<typeof options, 'learningRate'>>

const isMatrix: Mask = (_, { shape }) => shape.length === 2

/**
 * Muon for the matrices, AdamW for all other leaves. It makes the momentum of each matrix orthogonal, so that no direction of it is
 * neglected for being small: `chain(scaleByMuon(options), scaleByShape(options), addDecayedWeights(weightDecay, { mask: weightDecayMask }),
 * scaleByLearningRate(learningRate))` for the leaves of `muonMask`, and `adamw(adamLearningRate, …)` with the options that begin with
 * `adam`, `eps` and `nesterov` for the others.
 *
 * Without `muonMask` and `nesterov`, mu' = adamB1·mu + (1 - adamB1)·g, nu' = adamB2·nu + (1 - adamB2)·g²,
 * r = √(nu'/(1 - adamB2ᵗ) + adamEpsRoot) + eps, Δθ = -learningRate·(mu'/(1 - adamB1ᵗ)/r + adamWeightDecay·θ);
 * with `nesterov`, Δθ = -learningRate·((adamB1·mu'/(1 - adamB1ᵗ⁺¹) + (1 - adamB1)·g/(1 - adamB1ᵗ))/r + adamWeightDecay·θ);
 * with `muonMask`, mu' = beta·mu + (1 - beta)·g, d = mu'/(1 - betaᵗ), o = orthogonalize(d/(norm_leaf(d) + eps)),
 * Δθ = -learningRate·(√max(1, fanOut/fanIn)·o + weightDecay·θ);
 * with `muonMask` and `consistentRms`, mu' = beta·mu + (1 - beta)·g, d = mu'/(1 - betaᵗ),
 * o = orthogonalize(d/(norm_leaf(d) + eps)), Δθ = -learningRate·(√max(fanIn, fanOut)·consistentRms·o + weightDecay·θ)
 *
 * With `nesterov`, as by default, the d of matrices looks a step ahead, too: d = beta·mu'/(1 - betaᵗ⁺¹) + (1 - beta)·g/(1 - betaᵗ).
 *
 * The first and the last layer of a network do better with Adam, its authors found, matrices or not: leave them out by `muonMask`, as in
 * `{ 'embedding.**': false, 'head.**': false, '**.kernel': true, '**': false }`. Weights of PyTorch's layout need `layout: 'outIn'`, unless
 * `consistentRms` is given; 0.2 makes steps about as long as those of Adam.
 *
 * State: `muon` and `adam`, the states of the two chains; null stands for the leaves of the other.
 *
 * @param learningRate the step length, or a schedule of it
 * @throws OptfuseError `invalid-option` as its links do; `missing-params` when `update` gets no parameters
 * @example
 * const opt = muon(0.5, { nsCoeffs: { a: 1.5, b: -0.5, c: 0 }, nsSteps: 30, eps: 0, nesterov: false })
 * const params = { w: tensor(new Float32Array(4), [2, 2]), b: 0 }
 * const gradients = { w: tensor(Float32Array.of(0, 3, -1, 0), [2, 2]), b: 7 }
 * const [updates] = opt.update(gradients, opt.init(params), params)
 * updates.w.data // Float32Array [-0, -0.5, 0.5, -0]
 * updates.b // -0.5
 * @see Jordan et al. 2024, https://kellerjordan.github.io/posts/muon; Liu et al. 2025, https://arxiv.org/abs/2502.16982
 */
export const muon = recipe(
  {
    name: 'muon',
    options,
    needsParams: true,
    build: (given) => {
      const { learningRate, muonMask, weightDecayMask, weightDecay, consistentRms, layout, eps, nesterov } = given
      const { nsCoeffs, nsSteps, preconditioning, beta, adaptive } = given
      const kinds = {
        muon: chain(
          scaleByMuon({ nsCoeffs, nsSteps, preconditioning, layout, beta, eps, nesterov, adaptive }),
          scaleByShape({ consistentRms, layout }),
          addDecayedWeights(weightDecay, { mask: weightDecayMask }),
          scaleByLearningRate(learningRate),
        ),
        adam: adamw(given.adamLearningRate ?? learningRate, {
          b1: given.adamB1,
          b2: given.adamB2,
          eps,
          epsRoot: given.adamEpsRoot,
          nesterov,
          weightDecay: given.adamWeightDecay,
        }),
      }
      const set = maskSet('muon', muonMask ?? isMatrix)
      return fromDefinition<KindsState<typeof kinds>, NeedsOf<typeof kinds.adam>>({
        kind: 'chain',
        wraps: true,
        names: Object.keys(kinds),
        masks: masksOf([set, complement(set)]),
        links: [kinds.muon.definition, kinds.adam.definition],
      })
    },
  },
  (learningRate: Hyperparameter, rest: MuonOptions = {}) => ({ learningRate, ...rest }),
)
