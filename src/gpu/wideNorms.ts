/** Norms of any size, from sums in float32. @module */
import type { Program } from '../compile/compose.ts'
import { div, isFinite, less, mul, reduceSumOfSquares, select, sqrt, type Expr } from '../expr/index.ts'
import { asNorm, type Norm } from '../expr/asNorm.ts'
import { rewrite } from '../expr/rewrite.ts'

/** Small numbers times it, and large ones divided by it, have squares that float32 can sum. */
const SCALE = 2 ** 80

/** A sum below it may lack much that vanished; above it what vanished is less than float32 tells apart. */
const SMALL = 2 ** -60

/** The norm from the sum in whose range it is: Σx², Σ(x/s)² where that overflows, Σ(x·s)² where squares vanish. */
const wideNorm = ({ sum, count }: Norm): Expr => {
  const [x] = sum.args
  const rootOf = (squares: Expr): Expr => sqrt(count === undefined ? squares : div(squares, count))
  const scaled = (by: number): Expr => mul(rootOf(reduceSumOfSquares(mul(x, by), sum.over)), 1 / by)
  return select(less(sum, SMALL), scaled(SCALE), select(isFinite(sum), rootOf(sum), scaled(1 / SCALE)))
}

/**
 * The same program with norms that hold for elements of any size. The CPU engines square and add up in float64; on a GPU
 * the square of 1e20 is infinite and that of 1e-30 is 0. The sums are taken in one pass, so that nothing is read twice.
 */
export const wideNorms = (program: Program): Program => {
  const { update, slots, branches } = program
  const step = (expr: Expr): Expr => {
    const norm = asNorm(expr)
    return norm === undefined ? expr : wideNorm(norm)
  }
  const [nextUpdate, ...rest] = rewrite([update, ...slots.map(({ after }) => after), ...branches], step)
  return {
    ...program,
    update: nextUpdate,
    slots: slots.map((slot, i) => ({ ...slot, after: rest[i] })),
    branches: rest.slice(slots.length),
  }
}
