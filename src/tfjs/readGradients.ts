/** Match gradients with variables, or say what does not fit. @module */
import type * as Tf from '@tensorflow/tfjs-core'
import { OptfuseError, type ErrorCode } from '../errors/OptfuseError.ts'
import { sameShape } from '../pytree/shape.ts'
import type { ByName, NamedTensor } from './session.ts'
import type { TfModule } from './tfjsStack.ts'

/** Gradients as TensorFlow.js hands them to an optimizer. */
export type NamedGradients = NamedTensor[] | Tf.NamedTensorMap

/** What one step works on. */
export interface StepTensors {
  readonly variables: ByName<Tf.Variable>
  readonly gradients: ByName<Tf.Tensor>
}

const refuse = (code: ErrorCode, path: string, message: string): never => {
  throw new OptfuseError(code, `${message} Nothing was updated.`, { path })
}

const check = (name: string, variable: Tf.Variable | undefined, gradient: Tf.Tensor): Tf.Variable => {
  if (variable === undefined)
    return refuse('structure-mismatch', name, 'there is a gradient, but no variable of this name.')
  for (const [what, x] of [
    ['variable', variable],
    ['gradient', gradient],
  ] as const) {
    if (x.isDisposed) refuse('disposed', name, `the ${what} was disposed.`)
    if (x.dtype !== 'float32')
      refuse('dtype-mismatch', name, `the ${what} must be float32, got ${x.dtype}; cast it, or leave it out.`)
  }
  if (!sameShape(variable.shape, gradient.shape)) {
    refuse(
      'shape-mismatch',
      name,
      `the variable has shape [${variable.shape.join(', ')}], its gradient [${gradient.shape.join(', ')}]; shapes never broadcast.`,
    )
  }
  return variable
}

/** The variables that have a gradient, and these gradients. A variable without one takes no part in the step. */
export const readGradients = (tf: TfModule, given: NamedGradients): StepTensors => {
  const pairs = Array.isArray(given)
    ? given.map(({ name, tensor }): [string, Tf.Tensor | null | undefined] => [name, tensor])
    : Object.entries<Tf.Tensor | null | undefined>(given)
  const known = new Map(Object.entries(tf.engine().registeredVariables))
  const variables: Record<string, Tf.Variable> = {}
  const gradients: Record<string, Tf.Tensor> = {}
  for (const [name, gradient] of pairs) {
    if (gradient === null || gradient === undefined) continue
    if (Object.hasOwn(gradients, name)) refuse('structure-mismatch', name, 'there are two gradients of this name.')
    variables[name] = check(name, known.get(name), gradient)
    gradients[name] = gradient
  }
  return { variables, gradients }
}
