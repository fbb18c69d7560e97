/** Demand that two optimizers are equal. @module */
import type { AnyGradientTransformation } from '../rule/index.ts'
import { nearMiss } from './nearMiss.ts'
import type { Proved } from './proof.ts'
import { prove, type ProveOptions } from './prove.ts'

/**
 * Prove two optimizers equal, or throw: for a test, in one line, in any framework.
 *
 * @returns the proof
 * @throws Error where `prove` does not prove it, with the run in which they differ or where their formulas part, and, if
 *   epsilons or the learning rate alone keep them apart, with that
 * @example
 * checkEqual(adamw(0.1, { weightDecay: 0 }), adam(0.1)).relations.length // 4
 */
export const checkEqual = <A extends AnyGradientTransformation, B extends AnyGradientTransformation>(
  left: A,
  right: B,
  options: ProveOptions<A, B> = {},
): Proved => {
  const proof = prove(left, right, options)
  if (proof.verdict === 'proved') return proof
  const near = nearMiss(left, right)
  throw new Error(
    [
      proof.verdict === 'refuted'
        ? 'the two optimizers are not equal.'
        : 'the two optimizers could not be proved equal, nor was a difference found.',
      proof.text,
      ...(near === undefined ? [] : [`They are equal with ${near}.`]),
    ].join('\n'),
  )
}
