/** The step that minimizes a model of the loss, of momentum. @module */
import {
  add,
  div,
  isFinite,
  less,
  lessOrEqual,
  max,
  min,
  mul,
  select,
  sub,
  type Expr,
  type Operand,
} from '../expr/index.ts'

/** What a model of the loss is made of: means of the loss and of gradients, with the weight that their terms have had so far. */
export interface MomentumModel {
  /** The mean of the losses, less that of the products of gradients and parameters. */
  readonly height: Expr
  /** The product of the mean gradient and the parameters. */
  readonly slope: Expr
  /** The squared norm of the mean gradient. */
  readonly steepness: Expr
  /** The weight of the terms of the means so far, 1 where they are corrected. */
  readonly weight: Operand
  readonly learningRate: Expr
  /** 1 + learningRate·weightDecay. */
  readonly shrinkage: Expr
  /** The least value the loss is known to have, and what it was estimated to be, where it is. */
  readonly lowerBound: Expr
  readonly estimate: Expr | undefined
}

/** How far to go down the mean gradient, before decay, and the estimated lower bound of the loss. */
export const momentumModelStep = ({
  height,
  slope,
  steepness,
  weight,
  learningRate,
  shrinkage,
  lowerBound,
  estimate,
}: MomentumModel): { readonly length: Expr; readonly lowerBound: Expr } => {
  const value = add(mul(shrinkage, height), slope)
  const scaled = (bound: Expr): Expr => mul(mul(shrinkage, weight), bound)
  // A model that lies below the bound shows it to be too high.
  const reset = (bound: Expr): Expr => select(less(value, bound), max(mul(0.5, value), scaled(lowerBound)), bound)
  const bound = estimate === undefined ? scaled(lowerBound) : reset(scaled(estimate))
  const toBound = div(max(sub(value, bound), 0), steepness)
  const step = select(lessOrEqual(steepness, Number.EPSILON), 0, min(div(learningRate, weight), toBound))
  // An infinite norm would bring a sound element to rest beside a broken one.
  const length = select(isFinite(steepness), step, NaN)
  const reached = sub(add(height, slope), mul(0.5, mul(length, steepness)))
  const next = estimate === undefined ? lowerBound : div(max(reached, mul(weight, lowerBound)), weight)
  return { length, lowerBound: next }
}
