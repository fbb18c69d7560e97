/** The SM3 direction. @module */
import { byKind } from '../define/byKind.ts'
import { recipe } from '../define/recipe.ts'
import { transformation, type RuleOptions } from '../define/transformation.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import {
  add,
  div,
  equal,
  greater,
  min,
  movingAverage,
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

const name = 'scaleBySm3'

const options = {
  /** The decay of the mean of the directions, a fraction per step in [0, 1). */
  b1: hyperparameter(0.9, decayRange),
  /** The decay of the sums of squares, a fraction per step in [0, 1]; they only grow at 1. */
  b2: hyperparameter(1, { min: 0, max: 1 }),
  /** Added below the root. */
  eps: hyperparameter(1e-8, nonNegative),
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

type Reading = Readonly<Record<'update' | 'nu', Expr>>

/** The sum of squares by what it was so far, and the mean of directions. */
const accumulate = (
  { update, nu }: Reading,
  sofar: Expr,
  { b1, b2, eps }: RuleOptions<typeof options>,
): { readonly sum: Expr; readonly direction: Expr } => {
  const weight = select(equal(b2, 1), 1, sub(1, b2))
  const sum = add(mul(weight, square(update)), mul(b2, sofar))
  const direction = select(greater(sum, 0), div(update, sqrt(add(sum, eps))), 0)
  return { sum, direction: movingAverage(b1, nu, direction) }
}

const covered = transformation(
  {
    name,
    options,
    state: {
      count: counter(),
      mu0: reducedMoment(along[0]),
      mu1: reducedMoment(along[1]),
      mu2: reducedMoment(along[2]),
      mu3: reducedMoment(along[3]),
      nu: moment(),
    },
    rule: ({ mu0, mu1, mu2, mu3, ...rest }, given) => {
      const has = (axis: number): Expr => greater(rank(), axis)
      const least = min(min(mu0, mu1), min(select(has(2), mu2, Infinity), select(has(3), mu3, Infinity)))
      const { sum, direction } = accumulate(rest, least, given)
      const largest = (axis: number): Expr => select(has(axis), reduceMax(sum, along[axis]), 0)
      return { update: direction, nu: direction, mu0: largest(0), mu1: largest(1), mu2: largest(2), mu3: largest(3) }
    },
  },
  (given: ScaleBySm3Options) => given,
)

const whole = transformation(
  {
    name,
    options,
    state: { count: counter(), mu: moment(), nu: moment() },
    rule: ({ mu, ...rest }, given) => {
      const { sum, direction } = accumulate(rest, mu, given)
      return { update: direction, mu: sum, nu: direction }
    },
  },
  (given: ScaleBySm3Options) => given,
)

const kindOf: Labels<'covered' | 'whole'> = (_, { shape }) => (shape.length < 2 ? 'whole' : 'covered')

/**
 * Adagrad with little memory: of the sum of squares of a matrix it keeps the largest of each row and each column, and takes the smaller of
 * the two for an element.
 *
 * ν = wu² + b₂·min(mu0, mu1, …), where w = 1 - b₂, or 1 where b₂ is 1; mu0' = max of ν over all axes but the first, and so on,
 * d = u/√(ν + eps), or 0 where ν is; nu' = b₁nu + (1 - b₁)d, u' = nu'
 *
 * A leaf of one axis or none keeps mu' = ν itself.
 *
 * State: `covered`, with `count`, `nu`, and `mu0` to `mu3`, one for each axis, tensors with length 1 along all other axes (those that a
 * leaf lacks hold a 0); `whole`, with `count`, `nu` and `mu` of the leaves of one axis or none; null stands for the leaves of the other
 * kind.
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
    build: (given) => byKind(name, { covered: covered(given), whole: whole(given) }, kindOf),
  },
  (given: ScaleBySm3Options = {}) => given,
)
