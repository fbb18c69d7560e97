/** The rules run by operations of TensorFlow.js. @module */
import { embed } from '../embed/index.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { flatByName, nestByName } from './names.ts'
import type { Runner } from './session.ts'
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
    init: (variables) => init(nestByName(variables)),
    open: (variables, given) => {
      let state = given
      return {
        step: (gradients, loss) => {
          const extra = loss === undefined ? {} : { value: loss }
          const [updates, next] = update(nestByName(gradients), state, nestByName(variables), extra)
          for (const [name, change] of Object.entries(flatByName(updates))) {
            if (!stack.is(change)) continue
            const value = stack.add(variables[name], change)
            variables[name].assign(value)
            releaseAll([value, change])
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
