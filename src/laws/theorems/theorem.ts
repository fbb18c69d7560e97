/** What a theorem is. @module */
import type { NumberRange } from '../../options/number.ts'

/** A hyperparameter of a theorem: the values it is stated for, and those that the property runs draw. */
export interface Symbol extends NumberRange {
  readonly drawn: readonly [min: number, max: number]
}

/** Gradients that the property runs draw: any, or such as meet the theorem's assumption. */
export type GradientKind = 'any' | 'one sign' | 'growing'

interface Statement {
  /** A short name, the anchor on the page. */
  readonly name: string
  /** What it says, as a sentence. */
  readonly statement: string
  /** Where it is published, as closely as possible. */
  readonly paper: string
  /** The hyperparameters that the two sides leave open. */
  readonly given: Readonly<Record<string, Symbol>>
  /** Why a number of the sides is none of them. */
  readonly remark?: string
  /** Both sides, as `transformationOf` reads them. */
  readonly left: string
  readonly right: string
  /**
   * What the right side's variables are, by those of the left, before every step: `right.v = -lr·left.trace`, also its
   * parameters, `right.θ`; without a word on these they are the same. What is left out the prover finds.
   */
  readonly relation?: readonly string[]
  /** What is taken as given at every step. */
  readonly assuming?: readonly string[]
  /**
   * The hyperparameter, a whole number from 1 on, that says how many gradients make a group: the left side takes them one
   * after the other, the right side their mean, once; then the parameters agree after every group.
   */
  readonly microBatches?: string
  /** What the property runs draw; default `'any'`. */
  readonly gradients?: GradientKind
}

/** Both sides give the same updates, at every step and for all gradients. */
export interface Equality extends Statement {
  readonly kind: 'equal'
}

/** There are gradients for which the sides differ. */
export interface Refutation extends Statement {
  readonly kind: 'refuted'
}

/** The left side tends to the right as a hyperparameter, or the number of steps, grows. */
export interface Limit extends Statement {
  readonly kind: 'limit'
  /** The hyperparameter that grows, or `'steps'`. */
  readonly along: string
  /** Its values, growing. */
  readonly values: readonly number[]
  /** How near the last of them comes, relative to the largest number. */
  readonly within: number
  /** The same where leaves are float32, which holds fewer powers. */
  readonly float32?: Pick<Limit, 'values' | 'within'>
}

/** What is claimed of transformations: that two are equal, that they are not, or what one comes close to. */
export type Theorem = Equality | Refutation | Limit

/** Theorems about one subject. */
export interface TheoremGroup {
  readonly title: string
  readonly theorems: readonly Theorem[]
}
