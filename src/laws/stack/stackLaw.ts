/** What a law of tensor stacks is. @module */
import type { Dtype } from '../../pytree/index.ts'
import type { TensorStack } from '../../embed/index.ts'

/** What a stack is tried with. */
export interface StackTrial<T extends object> {
  readonly stack: TensorStack<T>
  /** Any tensor of the stack, on the device to be tried; it is not consumed. */
  readonly like: T
  readonly dtype: Dtype
  /** How far a result may be off, relative to the largest number it could be confused with. */
  readonly tolerance: number
  /** The same for single operations, by name. */
  readonly tolerances: Readonly<Record<string, number>>
  /** How many tensors the stack holds, where it can tell. */
  readonly live: (() => number) | undefined
}

/** A statement about every tensor stack. */
export interface StackLaw {
  readonly name: string
  /** What the law says, as a sentence. */
  readonly statement: string
  /** Where the law is broken, or `undefined` where it holds. */
  readonly violation: <T extends object>(trial: StackTrial<T>) => string | undefined
}
