/** The answers of a proof. @module */
import type { Assumption } from './assumptions.ts'

/** A formula in both languages. */
export interface Printed {
  readonly text: string
  readonly latex: string
}

/** The two optimizers give the same updates at every step, whatever the gradients. */
export interface Proved {
  readonly verdict: 'proved'
  /** What both of them compute: each slot that matters after the step, and the update. */
  readonly normalForm: Printed
  /** What the proof relies on. */
  readonly assumptions: readonly Assumption[]
  /** How the two states are related at every step, such as `right state[0].ema = left state[0].mu`. */
  readonly relations: readonly string[]
}

/** A step at which the two differ. */
export interface Counterexample {
  readonly params: {
    readonly matrix: readonly (readonly number[])[]
    readonly vector: readonly number[]
    readonly number: number
  }
  /** The gradients up to and with the step at which they differ, each a tree like `params`. */
  readonly gradients: readonly Counterexample['params'][]
  /** The numbers that symbols stand for. */
  readonly symbols: Readonly<Record<string, number>>
  /** The extra arguments of each step, by their names. */
  readonly extras: readonly Readonly<Record<string, number>>[]
  /** The step at which they differ, from 1. */
  readonly step: number
  /** The element at which they do, such as `matrix[0][1]`. */
  readonly path: string
  /** What each gives there: as the reference interpreter rounds it, and to all digits of float64. */
  readonly left: { readonly float64: number; readonly exact: number }
  readonly right: { readonly float64: number; readonly exact: number }
}

/** The two optimizers differ. */
export interface Refuted {
  readonly verdict: 'refuted'
  readonly counterexample: Counterexample
  /** The counterexample in words. */
  readonly text: string
}

/** Neither a proof nor a counterexample was found. */
export interface Unknown {
  readonly verdict: 'unknown'
  /** Where the two part, such as `update`. */
  readonly where: string
  /** Under which suppositions they do; empty when under none. */
  readonly when: readonly string[]
  /** The two forms there; `undefined` for one that has no value. */
  readonly left: Printed | undefined
  readonly right: Printed | undefined
  readonly text: string
}

/** What came of an attempt to prove two optimizers equal. */
export type Proof = Proved | Refuted | Unknown
