/** Clip by the norm of the whole tree. @module */
import { transformation } from '../define/transformation.ts'
import { mul, norm, shrinkFactor } from '../expr/index.ts'
import { nonNegative, requiredHyperparameter } from '../options/number.ts'
import { counter } from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

/**
 * Shrink all updates by one factor so that their global norm is at most `maxNorm`.
 *
 * n = √Σ u² over all leaves, u' = u·maxNorm/n where n > maxNorm, otherwise u' = u
 *
 * The norm is accumulated in float64, so gradients of 1e20 are clipped like any others. When an update is NaN or
 * infinite the norm is too, and every update becomes NaN: a step that is broken anywhere is broken everywhere, never
 * silently zero. Tied leaves count once.
 *
 * State: `count`.
 *
 * @param maxNorm the largest norm that passes, >= 0, or a schedule
 * @throws OptfuseError `invalid-option` for a negative norm
 * @example
 * const opt = clipByGlobalNorm(1)
 * opt.update({ a: 3, b: 4 }, opt.init({ a: 0, b: 0 }))[0] // { a: 0.6000000000000001, b: 0.8 }
 * @see Pascanu et al. 2013, algorithm 1, https://arxiv.org/abs/1211.5063
 */
export const clipByGlobalNorm = transformation(
  {
    name: 'clipByGlobalNorm',
    options: { maxNorm: requiredHyperparameter(nonNegative) },
    state: { count: counter() },
    rule: ({ update }, { maxNorm }) => ({ update: mul(update, shrinkFactor(norm(update, 'tree'), maxNorm)) }),
  },
  (maxNorm: Hyperparameter) => ({ maxNorm }),
)
