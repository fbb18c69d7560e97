/** The rules run by operations of TensorFlow.js. @module */
import type * as Tf from '@tensorflow/tfjs-core'
import { embed } from '../embed/index.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import type { ByName, Runner } from './session.ts'
import { tfjsStack, type TfModule } from './tfjsStack.ts'

/** Run on tensors: nothing leaves the device. */
export const onTensors = (tf: TfModule, transformation: AnyGradientTransformation): Runner => {
  const stack = tfjsStack(tf)
  const { init, update } = embed(transformation, stack)
  const releaseAll = (value: unknown): void => {
    if (stack.is(value)) stack.release(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(releaseAll)
  }
  return {
    init,
    open: (variables, given) => {
      let state = given
      return {
        step: (gradients) => {
          const [updates, next] = update<ByName<Tf.Tensor>>(gradients, state, variables)
          for (const [name, variable] of Object.entries(variables)) {
            const value = stack.add(variable, updates[name])
            variable.assign(value)
            releaseAll([value, updates[name]])
          }
          releaseAll(state)
          state = next
        },
        state: () => state,
        close: () => state,
      }
    },
    toTensor: (leaf) => (stack.is(leaf) ? leaf.clone() : tf.scalar(leaf === true ? 1 : 0)),
    fromTensor: stack.retain,
    shapeOf: (leaf) => (stack.is(leaf) ? leaf.shape : []),
    release: releaseAll,
  }
}
