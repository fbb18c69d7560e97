/** Steps on a fixed set of variables. @module */
import type * as Tf from '@tensorflow/tfjs-core'

/** Values by the names of the variables they belong to. */
export type ByName<V> = Readonly<Record<string, V>>

/** A tensor under a name. */
export type NamedTensor = Awaited<ReturnType<Tf.Optimizer['getWeights']>>[number]

/** An optimizer at work on a set of variables; it holds their state. */
export interface Session {
  /**
   * One step: the variables take their new values, or, where anything fails, keep their old ones.
   *
   * @param loss given where the transformation reads it
   */
  readonly step: (gradients: ByName<Tf.Tensor>, loss: Tf.Tensor | undefined) => void
  /** The state as it is; not to be changed or released. */
  readonly state: () => unknown
  /** End the session and take its state over. */
  readonly close: () => unknown
}

/** A way to run a transformation on variables. The leaves of its states are of one kind of its own. */
export interface Runner {
  /** The state before the first step. */
  readonly init: (variables: ByName<Tf.Variable>) => unknown
  /** Continue from a state for exactly these variables, which the session takes over. */
  readonly open: (variables: ByName<Tf.Variable>, state: unknown) => Session
  /** The numbers of a leaf as a tensor that is the caller's. */
  readonly toTensor: (leaf: unknown) => Tf.Tensor
  /** A leaf with the numbers of a tensor, which stays the caller's. */
  readonly fromTensor: (x: Tf.Tensor) => unknown
  /** The shape of a leaf. */
  readonly shapeOf: (leaf: unknown) => readonly number[]
  /** Give back what a leaf holds. */
  readonly release: (leaf: unknown) => void
}
