/** The turns of phrase that update rules share. @module */
import type { Expr } from './node.ts'
import type { Operand } from './operand.ts'
import { add, div, mul, sub } from './operations/arithmetic.ts'
import { greater, select } from './operations/comparison.ts'
import { increment, isFinite, pow } from './operations/elementary.ts'

/** The exponential moving average decay · average + (1 - decay) · x. */
export const movingAverage = (decay: Operand, average: Operand, x: Operand): Expr =>
  add(mul(decay, average), mul(sub(1, decay), x))

/**
 * An average that started at zero, divided by 1 - decay^t, the weight its t terms have had so far (Kingma and Ba
 * 2014, section 3). The reciprocal is taken once a step, in float64.
 */
export const debias = (average: Operand, decay: Operand, t: Operand): Expr =>
  mul(average, div(1, sub(1, pow(decay, t))))

/**
 * A corrected mean, or with `ahead` what it will be if the next x is like this one: Nesterov's momentum for Adam and its
 * relatives (Dozat 2016).
 */
export const debiasedMean = (average: Operand, x: Operand, decay: Operand, t: Expr, ahead: boolean): Expr =>
  ahead ? movingAverage(decay, debias(average, decay, increment(t)), debias(x, decay, t)) : debias(average, decay, t)

/**
 * The factor that brings a norm down to `limit` where it is above: min(1, limit/norm), 1 where both are 0. NaN for a norm
 * that is NaN or infinite, so that what is broken in one place is never turned into silent zeros elsewhere.
 */
export const shrinkFactor = (norm: Operand, limit: Operand): Expr =>
  select(isFinite(norm), select(greater(norm, limit), div(limit, norm), 1), NaN)
