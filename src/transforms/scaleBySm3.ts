/** The SM3 direction. @module */
import { chain } from '../chain/chain.ts'
import { partition } from '../chain/partition.ts'
import { recipe } from '../define/recipe.ts'
import { transformation } from '../define/transformation.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import {
  add,
  div,
  equal,
  greater,
  min,
  mul,
  rank,
  reduceMax,
  select,
  sqrt,
  square,
  sub,
  type Axes,
  type Expr,
} from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { decayRange, hyperparameter, nonNegative } from '../options/number.ts'
import type { Labels } from '../pytree/index.ts'
import { counter, moment, reducedMoment } from '../rule/index.ts'
import { ema } from './ema.ts'

const name = 'scaleBySm3'

const accumulating = {
  /** The decay of the sums of squares, a fraction per step in [0, 1]; they only grow at 1. */
  b2: hyperparameter(1, { min: 0, max: 1 }),
  /** Added below the root. */
  eps: hyperparameter(1e-8, nonNegative),
}

const options = {
  /** The decay of the mean of the directions, a fraction per step in [0, 1). */
  b1: hyperparameter(0.9, decayRange),
  ...accumulating,
}

/** Options of `scaleBySm3`. */
export type ScaleBySm3Options = Given<typeof options>

const AXES = 4

/** All axes but one: what is left is one number for each index along it. */
const allBut = (kept: number): Axes => ({
  name: `allBut${kept}`,
  of: (shape) => {
    if (shape.length <= AXES) return [...shape.keys()].filter((axis) => axis !== kept)
    throw new OptfuseError(
      'shape-mismatch',
      `a leaf may have ${AXES} axes at most, and this one has shape [${shape.join(', ')}]; leave it out by masked(…), or reshape it.`,
      { transformation: name },
    )
  },
})

const along = [0, 1, 2, 3].map(allBut)

/** The sum of squares, where what was so far is known, and the direction. */
const accumulate = (
  update: Expr,
  sofar: Expr,
  b2: Expr,
  eps: Expr,
): { readonly sum: Expr; readonly direction: Expr } => {
  const weight = select(equal(b2, 1), 1, sub(1, b2))
  const sum = add(mul(weight, square(update)), mul(b2, sofar))
  return { sum, direction: select(greater(sum, 0), div(update, sqrt(add(sum, eps))), 0) }
}

const covered = transformation(
  {
    name,
    options: accumulating,
    state: {
      count: counter(),
      mu0: reducedMoment(along[0]),
      mu1: reducedMoment(along[1]),
      mu2: reducedMoment(along[2]),
      mu3: reducedMoment(along[3]),
    },
    rule: ({ update, mu0, mu1, mu2, mu3 }, { b2, eps }) => {
      const has = (axis: number): Expr => greater(rank(), axis)
      const least = min(min(mu0, mu1), min(select(has(2), mu2, Infinity), select(has(3), mu3, Infinity)))
      const { sum, direction } = accumulate(update, least, b2, eps)
      const largest = (axis: number): Expr => select(has(axis), reduceMax(sum, along[axis]), 0)
      return { update: direction, mu0: largest(0), mu1: largest(1), mu2: largest(2), mu3: largest(3) }
    },
  },
  (given: Given<typeof accumulating>) => given,
)

const whole = transformation(
  {
    name,
    options: accumulating,
    state: { count: counter(), mu: moment() },
    rule: ({ update, mu }, { b2, eps }) => {
      const { sum, direction } = accumulate(update, mu, b2, eps)
      return { update: direction, mu: sum }
    },
  },
  (given: Given<typeof accumulating>) => given,
)

const kindOf: Labels<'covered' | 'whole'> = (_, { shape }) => (shape.length < 2 ? 'whole' : 'covered')

/**
 * Adagrad with little memory: of the sum of squares of a matrix it keeps the largest of each row and each column, and takes the smaller of
 * the two for an element.
 *
 * ν = wu² + b₂·min(mu0, mu1, …), where w = 1 - b₂, or 1 where b₂ is 1; mu0' = max of ν over all axes but the first, and so on,
 * d = u/√(ν + eps), or 0 where ν is; ema' = b₁ema + (1 - b₁)d, u' = ema'
 *
 * A leaf of one axis or none keeps mu' = ν itself.
 *
 * State: a list of two. The first has `innerStates`, with `mu0` to `mu3` of the leaves that are `covered`, one for each axis, tensors with
 * length 1 along all other axes (those a leaf lacks hold a 0), and `mu` of those that are kept `whole`; null stands for the other
 * leaves. The second is the state of `ema`.
 *
 * @throws OptfuseError `invalid-option` for a decay outside its range, or a negative eps; `shape-mismatch` for a leaf with more than
 *   four axes
 * @example
 * const opt = scaleBySm3({ b1: 0, eps: 0 })
 * const params = { w: tensor(new Float32Array(4), [2, 2]) }
 * opt.update({ w: tensor(Float32Array.of(1, -2, 3, -4), [2, 2]) }, opt.init(params))[0].w.data // Float32Array [1, -1, 1, -1]
 * @see Anil et al. 2019, algorithm SM3-II, https://arxiv.org/abs/1901.11150
 */
export const scaleBySm3 = recipe(
  {
    name,
    options,
    build: ({ b1, ...rest }) =>
      chain(partition({ covered: covered(rest), whole: whole(rest) }, kindOf), ema(b1, { debias: false })),
  },
  (given: ScaleBySm3Options = {}) => given,
)
