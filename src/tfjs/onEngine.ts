/** The rules run by the library's own fused engine. @module */
import type * as Tf from '@tensorflow/tfjs-core'
import { compile } from '../compile/index.ts'
import { fromDefinition } from '../define/fromDefinition.ts'
import { isTensor, readLeaf, tensor, type FloatArray } from '../pytree/index.ts'
import type { AnyGradientTransformation, GradientTransformation } from '../rule/index.ts'
import { flatByName, nestByName } from './names.ts'
import type { ByName, Runner } from './session.ts'
import type { TfModule } from './tfjsStack.ts'

const floats = (x: Tf.Tensor): Float32Array => {
  const data = x.dataSync()
  return data instanceof Float32Array ? data : Float32Array.from(data)
}

const readAll = (tensors: ByName<Tf.Tensor>): unknown =>
  nestByName(Object.fromEntries(Object.entries(tensors).map(([name, x]) => [name, tensor(floats(x), x.shape)])))

/** The arrays in a tree of views, by the names of variables. */
const viewsOf = (tree: unknown): ReadonlyMap<string, FloatArray> =>
  new Map(Object.entries(flatByName(tree)).map(([name, view]) => [name, readLeaf(view)]))

/** Run on the CPU: gradients and parameters are read at every step, and the parameters written back. */
export const onEngine = (tf: TfModule, transformation: AnyGradientTransformation): Runner => {
  const optimizer: GradientTransformation = fromDefinition(transformation.definition)
  return {
    init: (variables) => optimizer.init(readAll(variables)),
    open: (variables, state) => {
      const run = compile(optimizer, readAll(variables), { state })
      const [parameters, moves] = [viewsOf(run.params), viewsOf(run.grads)]
      const snapshot = (): unknown => run.snapshot().state
      return {
        step: (gradients, loss) => {
          for (const [name, variable] of Object.entries(variables)) {
            // Others may have changed a variable since: a constraint, or the user.
            parameters.get(name)?.set(floats(variable))
            moves.get(name)?.set(floats(gradients[name]))
          }
          run.step(undefined, loss === undefined ? {} : { value: floats(loss)[0] })
          for (const [name, variable] of Object.entries(variables)) {
            const value = tf.tensor(Float32Array.from(parameters.get(name) ?? []), variable.shape)
            variable.assign(value)
            value.dispose()
          }
        },
        state: snapshot,
        close: () => {
          const last = snapshot()
          run.dispose()
          return last
        },
      }
    },
    toTensor: (leaf) =>
      isTensor(leaf) ? tf.tensor(Float32Array.from(leaf.data), [...leaf.shape]) : tf.scalar(leaf === true ? 1 : 0),
    fromTensor: (x) => tensor(floats(x).slice(), x.shape),
    shapeOf: (leaf) => (isTensor(leaf) ? leaf.shape : []),
    release: () => undefined,
  }
}
