/** Transformations under composition. @module */
import type { Monoid } from 'fp-ts/lib/Monoid.js'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { chain } from './chain.ts'

/** What a link reads as `gradient` ends at the chain around it, so within a chain of its own it reads what flows in. */
const closed = (link: AnyGradientTransformation): AnyGradientTransformation =>
  link.definition.kind === 'chain' && link.definition.wraps !== true ? link : chain(link)

/**
 * fp-ts's `Monoid` of transformations: `concat(a, b)` applies `a`, then `b`; `empty` is the identity.
 *
 * Laws: `concat(concat(a, b), c)` gives the updates of `concat(a, concat(b, c))`, and `concat(empty, a)` and
 * `concat(a, empty)` those of `a`, bit for bit; the states differ in how they nest.
 *
 * Each side is closed: a link `b` that reads `gradient`, such as `scaleByRms({ of: 'gradient' })`, reads what `a` gives
 * out, as it must for `concat` to be associative. In `chain(a, b)` it reads what entered the chain; where the links are
 * meant to see the same gradient, write `chain`.
 *
 * @example
 * import { concatAll } from 'fp-ts/lib/Monoid.js'
 * const opt = concatAll(chainMonoid)([clipByGlobalNorm(1), adam(1e-3)])
 * const run = compile(opt, { w: Float32Array.of(1, 2) })
 */
export const chainMonoid: Monoid<AnyGradientTransformation> = {
  empty: chain(),
  concat: (a, b) => chain(closed(a), closed(b)),
}
