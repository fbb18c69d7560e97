/** Updates look like the gradients. @module */
import { firstDifference } from '../firstDifference.ts'
import type { Law } from '../law.ts'
import { extraAt, open } from '../trajectory.ts'

/** Updates have the structure, the shapes and the dtypes of the gradients. */
export const structureIsKept: Law = {
  name: 'structure, shape and dtype are kept',
  statement: 'the updates have the containers, keys, leaf kinds, shapes and dtypes of the parameters.',
  violation: (transformation, example) => {
    const { params, gradients } = example
    const { init, update } = open(transformation)
    let state = init(params)
    for (const [i, gradient] of gradients.entries()) {
      const [updates, next] = update(gradient, state, params, extraAt(transformation, example, i))
      const found = firstDifference(updates, params, { bits: false })
      if (found !== undefined) return `step ${i}, updates${found}`
      state = next
    }
    return undefined
  },
}
