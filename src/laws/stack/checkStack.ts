/** Check another stack's tensors. @module */
import { primitives } from '../../embed/primitives.ts'
import type { TensorStack } from '../../embed/index.ts'
import { didYouMean } from '../../errors/nearest.ts'
import { OptfuseError } from '../../errors/OptfuseError.ts'
import type { Dtype } from '../../pytree/index.ts'
import { nothingLeaks } from './nothingLeaks.ts'
import { operationsMeanTheSame } from './operationsMeanTheSame.ts'
import { optimizersAgree } from './optimizersAgree.ts'
import { reductionsReduce } from './reductionsReduce.ts'
import { shapesBroadcast } from './shapesBroadcast.ts'
import type { StackLaw } from './stackLaw.ts'
import { tensorsHoldNumbers } from './tensorsHoldNumbers.ts'

/** Every law of tensor stacks. */
export const stackLaws: readonly StackLaw[] = [
  tensorsHoldNumbers,
  operationsMeanTheSame,
  shapesBroadcast,
  reductionsReduce,
  optimizersAgree,
  nothingLeaks,
]

/** How to check. */
export interface CheckStackOptions {
  /** The dtype to compute in; default `'float32'`. */
  readonly dtype?: Dtype
  /** The relative error an operation may make; default 1e-6 in float32 and 1e-12 in float64. */
  readonly tolerance?: number
  /** The same for single operations that the stack has less exactly, by name. */
  readonly tolerances?: Readonly<Record<string, number>>
  /** How many tensors the stack holds; without it the law about leaks is not asked. */
  readonly live?: () => number
  /** The laws to check; default all of them. */
  readonly laws?: readonly StackLaw[]
}

/**
 * Check an implementation of `TensorStack` against the laws it has to obey. Use it in a test of any framework.
 *
 * @param like any tensor of the stack, on the device to be tried
 * @throws Error at the first law broken, saying where; OptfuseError `unknown-option` for a tolerance of no operation
 */
export const checkStack = <T extends object>(stack: TensorStack<T>, like: T, options: CheckStackOptions = {}): void => {
  const { dtype = 'float32', tolerances = {}, live, laws = stackLaws } = options
  const { tolerance = dtype === 'float32' ? 1e-6 : 1e-12 } = options
  const known = Object.keys(primitives)
  const unknown = Object.keys(tolerances).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new OptfuseError('unknown-option', `there is no operation "${unknown}".${didYouMean(unknown, known)}`, {
      transformation: 'checkStack',
      path: 'tolerances',
    })
  }
  for (const { name, statement, violation } of laws) {
    let found: string | undefined
    try {
      found = violation({ stack, like, dtype, tolerance, tolerances, live })
    } catch (error) {
      found = `it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
    }
    if (found !== undefined) {
      throw new Error(`${stack.name} breaks the law "${name}".\nThe law: ${statement}\nHere: ${found}`)
    }
  }
}
