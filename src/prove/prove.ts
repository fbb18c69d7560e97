/** Prove two optimizers equal. @module */
import { compose, type Program } from '../compile/compose.ts'
import type { Expr } from '../expr/index.ts'
import { definitionOf, type AnyGradientTransformation } from '../rule/index.ts'
import type { Assumption } from './assumptions.ts'
import { changeVariables } from './changeOfVariables.ts'
import { joinCases } from './joinCases.ts'
import { joinPrograms } from './joint.ts'
import { matchMasks } from './masks.ts'
import type { Proof } from './proof.ts'
import { provePrograms } from './provePrograms.ts'
import { momentOf, readFormulas, type Moment, type Relation } from './relation.ts'

/** What is to be proved. */
export interface ProveOptions<A, B> {
  /** The right optimizer's variables as formulas over the left one's; slots left out are found by themselves. */
  readonly relate?: (left: Moment<A>) => Relation<B>
  /** What is to hold before every step, over the variables of both; default nothing. */
  readonly given?: (left: Moment<A>, right: Moment<B>) => readonly Expr[]
  /** Whether every step has the same gradient; default false. */
  readonly constantGradient?: boolean
  /**
   * Parameters that both are for: then masks are the same that choose the same of these leaves. Without, they are where they
   * say the same, such as `['**.w']` twice.
   */
  readonly params?: unknown
}

const theseLeaves: Assumption = {
  text: 'the leaves are those of the parameters given',
  latex: '\\text{the leaves are those of the parameters given}',
}

/**
 * Decide whether two optimizers give the same updates at every step, whatever the gradients and the parameters.
 *
 * Their update rules are compared as formulas over the real numbers, not as rounded ones, and their states by induction:
 * equal at first, and every step keeps them so.
 *
 * @param left one side
 * @param right the other
 * @returns `proved` with what both compute and what the proof relies on, `refuted` with a run in which they differ, or
 *   `unknown` with where the formulas part
 * @throws OptfuseError `invalid-option` for what is no transformation, or a relation that fits no slot; `too-large` for
 *   formulas too large to compare
 * @example
 * const [b1, b2] = [symbol('b1', decayRange), symbol('b2', decayRange)]
 * prove(nadam(0.1, { b1, b2 }), adam(0.1, { b1, b2, nesterov: true })).verdict // 'proved'
 * prove(adam(0.1), adam(0.1, { eps: 1e-6 })).verdict // 'refuted'
 */
export const prove = <A extends AnyGradientTransformation, B extends AnyGradientTransformation>(
  left: A,
  right: B,
  { params, relate, given, constantGradient = false }: ProveOptions<A, B> = {},
): Proof => {
  const [leftDefinition, rightDefinition] = [
    definitionOf(left, 'prove', 'its first argument'),
    definitionOf(right, 'prove', 'its second argument'),
  ]
  // As they are written: literals are exact here, and what float64 makes of 0.1 + 0.2 is not.
  const asWritten = { simplified: false }
  const { programs, cases, occur } = matchMasks(
    [compose(leftDefinition, asWritten), compose(rightDefinition, asWritten)],
    params,
  )
  const decide = (each: readonly [Program, Program]): Proof => {
    const apart = joinPrograms(...each)
    const moment = momentOf<A>(leftDefinition, apart.left)
    const { state, param } = relate?.(moment) ?? {}
    const related = changeVariables(apart, readFormulas(rightDefinition, state), param, constantGradient)
    const hypotheses = given?.(moment, momentOf<B>(rightDefinition, related.joint.right)) ?? []
    return provePrograms(related, { given: hypotheses, constantGradient })
  }
  const whole = decide(programs)
  const proof =
    whole.verdict !== 'unknown' || cases.length === 0
      ? whole
      : joinCases(
          cases.map(({ text, programs: each }) => ({ text, proof: decide(each) })),
          occur,
        )
  return params === undefined || proof.verdict !== 'proved'
    ? proof
    : { ...proof, assumptions: [...proof.assumptions, theseLeaves] }
}
