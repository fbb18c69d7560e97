/** Write formulas in the operations that every tensor stack has. @module */
import {
  abs,
  add,
  and,
  div,
  equal,
  floor,
  less,
  maxCount,
  min,
  mul,
  not,
  or,
  reduceMax,
  reduceSumOfSquares,
  select,
  sqrt,
  sub,
  type Expr,
} from '../expr/index.ts'
import { asNorm, type Norm } from '../expr/asNorm.ts'
import { rewrite } from '../expr/rewrite.ts'

/** What the other operations are, over primitives only. */
const expansions: Readonly<Record<string, (args: readonly Expr[]) => Expr>> = {
  neg: ([a]) => mul(a, -1),
  square: ([a]) => mul(a, a),
  sign: ([a]) => select(less(0, a), 1, select(less(a, 0), -1, a)),
  mod: ([a, b]) => sub(a, mul(b, floor(div(a, b)))),
  increment: ([a]) => min(add(a, 1), maxCount),
  lessOrEqual: ([a, b]) => or(less(a, b), equal(a, b)),
  greater: ([a, b]) => less(b, a),
  greaterOrEqual: ([a, b]) => or(less(b, a), equal(a, b)),
  notEqual: ([a, b]) => not(equal(a, b)),
  isNaN: ([a]) => not(equal(a, a)),
  isFinite: ([a]) => equal(sub(a, a), 0),
}

/** The root of a sum of squares, or of a mean of squares, whose squares are of x/s for s = max|x|. */
const scaledNorm = ({ sum, count }: Norm): Expr => {
  const [x] = sum.args
  const largest = reduceMax(abs(x), sum.over)
  // Where it is 0, NaN or infinite, the plain formula says the same.
  const scale = select(and(less(0, largest), equal(sub(largest, largest), 0)), largest, 1)
  const scaled = reduceSumOfSquares(div(x, scale), sum.over)
  return mul(scale, sqrt(count === undefined ? scaled : div(scaled, count)))
}

const step = (expr: Expr): Expr => {
  if (expr.kind !== 'apply') return expr
  const norm = asNorm(expr)
  if (norm !== undefined) return scaledNorm(norm)
  const { operation, args } = expr
  return expansions[operation.name]?.(args) ?? expr
}

/**
 * The same formulas over the operations of `TensorStack`. The library's own engines square and add up in float64; a tensor
 * stack may have float32 only, where the square of 1e20 is infinite, so norms are taken of values scaled by their largest.
 */
export const toPrimitives = (roots: readonly Expr[]): readonly Expr[] => rewrite(roots, step)
