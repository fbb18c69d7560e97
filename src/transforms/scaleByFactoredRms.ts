/** The direction of Adafactor. @module */
import { byKind } from '../define/byKind.ts'
import { recipe } from '../define/recipe.ts'
import { transformation } from '../define/transformation.ts'
import {
  add,
  div,
  increment,
  mean,
  movingAverage,
  mul,
  neg,
  pow,
  sqrt,
  square,
  sub,
  type Axes,
  type Expr,
} from '../expr/index.ts'
import { flag } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative, number } from '../options/number.ts'
import type { Labels } from '../pytree/index.ts'
import { counter, moment, reducedMoment } from '../rule/index.ts'

const name = 'scaleByFactoredRms'

const averaging = {
  /** How fast the memory grows: the mean at step t forgets t^-decayRate of what it was. */
  decayRate: hyperparameter(0.8, nonNegative),
  /** The count at which the memory begins, for training that goes on. */
  stepOffset: number(0, { integer: true }),
  /** Added to the squares. */
  eps: hyperparameter(1e-30, nonNegative),
}

const options = {
  /** Whether matrices are remembered by their rows and columns. */
  factored: flag(true),
  ...averaging,
  /** The length that two axes of a leaf must have for that. */
  minDimSizeToFactor: number(128, { integer: true, min: 0 }),
}

/** Options of `scaleByFactoredRms`. */
export type ScaleByFactoredRmsOptions = Given<typeof options>

/** The axes from the shortest to the longest; of those as long as another, the last counts as longer. */
const byLength = (shape: readonly number[]): readonly number[] =>
  shape.map((_, axis) => axis).toSorted((a, b) => shape[a] - shape[b])

const longest: Axes = { name: 'longest', of: (shape) => byLength(shape).slice(-1) }
const secondLongest: Axes = { name: 'secondLongest', of: (shape) => byLength(shape).slice(-2, -1) }
const twoLongest: Axes = { name: 'twoLongest', of: (shape) => byLength(shape).slice(-2) }

const decayAt = (count: Expr, decayRate: Expr, stepOffset: Expr): Expr =>
  sub(1, pow(increment(sub(count, stepOffset)), neg(decayRate)))

const inverseRoot = (x: Expr): Expr => div(1, sqrt(x))

const byRowsAndColumns = transformation(
  {
    name,
    options: averaging,
    state: { count: counter(), vRow: reducedMoment(longest), vCol: reducedMoment(secondLongest) },
    rule: ({ update, count, vRow, vCol }, { decayRate, stepOffset, eps }) => {
      const decay = decayAt(count, decayRate, stepOffset)
      const squares = add(square(update), eps)
      const row = movingAverage(decay, vRow, mean(squares, longest))
      const col = movingAverage(decay, vCol, mean(squares, secondLongest))
      const share = div(row, mean(row, twoLongest))
      return {
        update: mul(mul(update, inverseRoot(share)), inverseRoot(col)),
        count: increment(count),
        vRow: row,
        vCol: col,
      }
    },
  },
  (given: Given<typeof averaging>) => given,
)

const byElements = transformation(
  {
    name,
    options: averaging,
    state: { count: counter(), v: moment() },
    rule: ({ update, count, v }, { decayRate, stepOffset, eps }) => {
      const next = movingAverage(decayAt(count, decayRate, stepOffset), v, add(square(update), eps))
      return { update: div(update, sqrt(next)), count: increment(count), v: next }
    },
  },
  (given: Given<typeof averaging>) => given,
)

type Kind = Labels<'factored' | 'whole'>

/** One function for each length, so that optimizers made alike are alike. */
const kinds = new Map<number, Kind>()

const kindBy = (minLength: number): Kind => {
  const known = kinds.get(minLength)
  if (known !== undefined) return known
  const made: Kind = (_, { shape }) => {
    const second = secondLongest.of(shape)[0]
    return second !== undefined && shape[second] >= minLength ? 'factored' : 'whole'
  }
  kinds.set(minLength, made)
  return made
}

/**
 * Divide by the root of a running mean of squares, of which large matrices keep only the means of each row and column:
 * m + n numbers of memory where Adam keeps m·n twice.
 *
 * t = count + 1 - stepOffset, ρ = 1 - t^(-decayRate), s = u² + eps;
 * of a leaf whose two longest axes have at least `minDimSizeToFactor` entries each:
 * vRow' = ρvRow + (1 - ρ)(mean of s over the longest axis), vCol' = ρvCol + (1 - ρ)(mean of s over the second longest),
 * u' = u/√(vRow'/(mean of vRow' over the second longest))/√vCol'; of any other: v' = ρv + (1 - ρ)s, u' = u/√v'
 *
 * State: `factored`, with `count`, and `vRow` and `vCol` of these leaves, tensors with length 1 along the axis that the mean runs
 * over; `whole`, with `count`, and `v` of the others; null stands for the leaves of the other kind. Without `factored` only `count`
 * and `v`.
 *
 * @throws OptfuseError `invalid-option` for a number below 0
 * @example
 * const opt = scaleByFactoredRms({ minDimSizeToFactor: 2 })
 * const params = { w: tensor(new Float32Array(4), [2, 2]) }
 * opt.update({ w: tensor(Float32Array.of(1, 2, 2, 4), [2, 2]) }, opt.init(params))[0].w.data // Float32Array [1, 1, 1, 1]
 * const large = tensor(new Float32Array(256 * 256), [256, 256])
 * explain(opt, large).totals.stateBytes // 2048
 * explain(scaleByRms(), large).totals.stateBytes // 262144
 * @see Shazeer and Stern 2018, algorithm 4, https://arxiv.org/abs/1804.04235
 */
export const scaleByFactoredRms = recipe(
  {
    name,
    options,
    build: ({ factored, minDimSizeToFactor, ...rest }) =>
      factored
        ? byKind(name, { factored: byRowsAndColumns(rest), whole: byElements(rest) }, kindBy(minDimSizeToFactor))
        : byElements(rest),
  },
  (given: ScaleByFactoredRmsOptions = {}) => given,
)
