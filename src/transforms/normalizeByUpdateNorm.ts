/** Normalize by the norm of the whole tree. @module */
import { transformation } from '../define/transformation.ts'
import { add, div, isFinite, mul, norm, select } from '../expr/index.ts'
import type { Given } from '../options/descriptor.ts'
import { hyperparameter, nonNegative } from '../options/number.ts'
import { counter } from '../rule/index.ts'

const options = {
  /** The norm that the updates are given. */
  scaleFactor: hyperparameter(1),
  /** Added to the norm, so that updates that vanish do not become NaN. */
  eps: hyperparameter(1e-6, nonNegative),
}

/** Options of `normalizeByUpdateNorm`. */
export type NormalizeByUpdateNormOptions = Given<typeof options>

/**
 * Divide all updates by their global norm.
 *
 * n = √Σ u² over all leaves, u' = u·scaleFactor/(n + eps)
 *
 * The norm is accumulated in float64. When an update is NaN or infinite, every update becomes NaN. With eps = 0, so do
 * updates that are all 0. Tied leaves count once.
 *
 * State: `count`.
 *
 * @throws OptfuseError `invalid-option` for a negative eps
 * @example
 * const opt = normalizeByUpdateNorm({ scaleFactor: 10, eps: 0 })
 * opt.update({ a: 3, b: 4 }, opt.init({ a: 0, b: 0 }))[0] // { a: 6, b: 8 }
 */
export const normalizeByUpdateNorm = transformation(
  {
    name: 'normalizeByUpdateNorm',
    options,
    state: { count: counter() },
    rule: ({ update }, { scaleFactor, eps }) => {
      const n = norm(update, 'tree')
      return { update: mul(update, select(isFinite(n), div(scaleFactor, add(n, eps)), NaN)) }
    },
  },
  (given: NormalizeByUpdateNormOptions = {}) => given,
)
