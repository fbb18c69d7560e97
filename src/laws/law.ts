/** What a law is. @module */
import type { AnyGradientTransformation } from '../rule/index.ts'

/** What a law is tried on: parameters, and the gradients of the steps to take from there. */
export interface Example {
  readonly params: unknown
  /** One tree like `params` per step. */
  readonly gradients: readonly unknown[]
  /** One number per step, given as each extra argument the transformation reads, such as `value`; 1 where left out. */
  readonly values?: readonly number[]
}

/** A statement about every transformation. Pure, and independent of the runner that looks for counterexamples. */
export interface Law {
  readonly name: string
  /** What the law says, as a sentence. */
  readonly statement: string
  /** Where the law is broken on this example, or `undefined` where it holds. */
  readonly violation: (transformation: AnyGradientTransformation, example: Example) => string | undefined
}
