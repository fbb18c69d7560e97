/** The Muon direction. @module */
import { recipe } from '../define/recipe.ts'
import { transformation } from '../define/transformation.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { add, debiasedMean, div, increment, movingAverage, mul, norm, reduceDot } from '../expr/index.ts'
import { orthogonalize, standardCoefficients, type Orthogonalization } from '../matrix/orthogonalize.ts'
import { choice, flag, nullable, oneOrMore, record } from '../options/choices.ts'
import type { Given, Resolved } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative, number, requiredNumber } from '../options/number.ts'
import { counter, moment } from '../rule/index.ts'

const name = 'scaleByMuon'

const averaging = {
  /** The decay of the momentum, a fraction per step in [0, 1). */
  beta: hyperparameter(0.95, decayRange),
  /** Added to the norm of a leaf before it is divided by that. */
  eps: hyperparameter(1e-8, nonNegative),
  /** Whether the momentum looks a step ahead. */
  nesterov: flag(true),
  /** Whether the direction is as long as the momentum is in it, by the dual of the spectral norm. */
  adaptive: flag(false),
}

const iteration = {
  /** The coefficients a, b and c of each step, the last for all steps that follow; by default 3.4445, -4.775 and 2.0315. */
  nsCoeffs: nullable(oneOrMore(record({ a: requiredNumber(), b: requiredNumber(), c: requiredNumber() }))),
  /** How many steps; null for as many as there are coefficients. */
  nsSteps: nullable(number(5, { integer: true, min: 1, max: 100 }), 5),
  /** What brings the singular values below 1 beforehand: the Frobenius norm, or what costs nothing beside the first step and bounds them more tightly. */
  preconditioning: choice('frobenius', 'schatten', 'aol'),
  /** Where the outputs stand in the weights: along the last axis, or along the first. */
  layout: choice('inOut', 'outIn'),
}

const options = { ...iteration, ...averaging }

/** Options of `scaleByMuon`. */
export type ScaleByMuonOptions = Given<typeof options>

const howOf = ({ nsCoeffs, nsSteps, preconditioning, layout }: Resolved<typeof iteration>): Orthogonalization => {
  // Checking has made one a list.
  const given = nsCoeffs === null ? [standardCoefficients] : [nsCoeffs].flat()
  if (given.length === 0) {
    throw new OptfuseError('invalid-option', 'there must be coefficients for at least one step.', {
      transformation: name,
      path: 'nsCoeffs',
    })
  }
  return {
    coefficients: Array.from({ length: nsSteps ?? given.length }, (_, i) => given[Math.min(i, given.length - 1)]),
    scaling: preconditioning === 'frobenius' ? 'none' : preconditioning,
    layout,
  }
}

const directionOf = (how: Orthogonalization) =>
  transformation(
    {
      name,
      options: averaging,
      state: { count: counter(), mu: moment() },
      rule: ({ update, count, mu }, { beta, eps, nesterov, adaptive }) => {
        const average = movingAverage(beta, mu, update)
        const direction = debiasedMean(average, update, beta, increment(count), nesterov)
        const bounded = how.scaling === 'none' ? div(direction, add(norm(direction, 'leaf'), eps)) : direction
        const orthogonal = orthogonalize(bounded, how)
        return {
          update: adaptive ? mul(reduceDot(direction, orthogonal, 'leaf'), orthogonal) : orthogonal,
          count: increment(count),
          mu: average,
        }
      },
    },
    (given: Given<typeof averaging>) => given,
  )

/**
 * Orthogonalize the momentum of each leaf: of the matrix that it is, with singular values of any size, it keeps the directions and makes
 * the values about 1.
 *
 * mu' = beta·mu + (1 - beta)u, d = mu'/(1 - betaᵗ), or with `nesterov` beta·mu'/(1 - betaᵗ⁺¹) + (1 - beta)u/(1 - betaᵗ),
 * x = d/(‖d‖ + eps), then `nsSteps` times x ← a·x + b·(xxᵀ)x + c·(xxᵀ)²x; u' = x, or with `adaptive` (Σ d·x)·x
 *
 * It is meant for matrices. A leaf of more axes is the matrix of its outputs and all its inputs, one of fewer is a single row or
 * column. The products take time: of an m×n matrix with m ≤ n each of the `nsSteps` takes about 3m²n + m³ operations, where WebAssembly is
 * some forty times as fast as the reference engine. Beside the state, a step needs memory for one array like the parameters,
 * and for twice the largest leaf and two m×m matrices, which WebAssembly keeps.
 *
 * State: `count`; `mu`, shaped like the parameters, in their dtypes.
 *
 * @throws OptfuseError `invalid-option` for a beta outside [0, 1), a negative eps, no coefficients, or a number of steps outside 1 … 100
 * @example
 * const opt = scaleByMuon({ nsCoeffs: { a: 1.5, b: -0.5, c: 0 }, nsSteps: 30 })
 * const params = { w: tensor(new Float32Array(4), [2, 2]) }
 * opt.update({ w: tensor(Float32Array.of(0, 3, -1, 0), [2, 2]) }, opt.init(params))[0].w.data // Float32Array [0, 1, -1, 0]
 * @see Jordan et al. 2024, https://kellerjordan.github.io/posts/muon; Boissin et al. 2025, https://arxiv.org/abs/2512.04632, for `aol`
 */
export const scaleByMuon = recipe(
  {
    name,
    options,
    build: ({ nsCoeffs, nsSteps, preconditioning, layout, ...rest }) =>
      directionOf(howOf({ nsCoeffs, nsSteps, preconditioning, layout }))(rest),
  },
  (given: ScaleByMuonOptions = {}) => given,
)
