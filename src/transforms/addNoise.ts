/** Gradient noise. @module */
import { transformation } from '../define/transformation.ts'
import { recipe } from '../define/recipe.ts'
import { add, div, increment, mul, pow, sqrt } from '../expr/index.ts'
import { nullable } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { nonNegative, number, requiredHyperparameter } from '../options/number.ts'
import { standardNormal } from '../random/standardNormal.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const name = 'addNoise'

const annealing = {
  /** The variance of the noise at the first step. */
  eta: requiredHyperparameter(nonNegative),
  /** How fast the variance falls: by step t it is divided by t to this power. */
  gamma: requiredHyperparameter(),
}

const options = {
  ...annealing,
  /** Which noise: a whole number from 0 to 2³² - 1; null for 0. */
  key: nullable(number(0, { integer: true, min: 0, max: 2 ** 32 - 1 })),
}

/** Options of `addNoise` beside the variance and how it falls. */
export type AddNoiseOptions = Given<Pick<typeof options, 'key'>>

const noiseOf = (key: number) =>
  transformation(
    {
      name,
      options: annealing,
      state: { count: counter() },
      rule: ({ update, count }, { eta, gamma }) => {
        const deviation = sqrt(div(eta, pow(increment(count), gamma)))
        return { update: add(update, mul(deviation, standardNormal(key)(count))), count: increment(count) }
      },
    },
    (given: Given<typeof annealing>) => given,
  )

/**
 * Add normal noise to the updates, less and less of it.
 *
 * u' = u + √(eta/tᵍᵃᵐᵐᵃ)·z, with z normal, of mean 0 and variance 1, independent at each element and step
 *
 * The numbers follow from the key, the count and where a leaf stands among those that it is added to, so a step taken again, or from a
 * checkpoint, gets the same ones; they are those that jax.random draws for optax. The first step of a run at a count reckons
 * all keys up to it. Float32 tells counts apart up to 2²⁴.
 *
 * State: `count`.
 *
 * @param eta the variance at the first step, or a schedule of it
 * @param gamma the power of t that it is divided by, or a schedule of it
 * @throws OptfuseError `invalid-option` for a negative variance, or a key that is no whole number from 0 to 2³² - 1
 * @example
 * const opt = addNoise(0.01, 0.55, { key: 42 })
 * opt.update({ w: 1 }, opt.init({ w: 0 }))[0].w.toFixed(4) // '1.0441'
 * @see Neelakantan et al. 2015, https://arxiv.org/abs/1511.06807
 */
export const addNoise = recipe(
  { name, options, build: ({ key, ...rest }) => noiseOf(key ?? 0)(rest) },
  (eta: Hyperparameter, gamma: Hyperparameter, rest: AddNoiseOptions = {}) => ({ eta, gamma, ...rest }),
)
