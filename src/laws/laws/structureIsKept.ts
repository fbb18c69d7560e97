/** Updates look like the gradients. @module */
import { firstDifference } from '../firstDifference.ts'
import type { Law } from '../law.ts'
import { trajectory } from '../trajectory.ts'

/** Updates have the structure, the shapes and the dtypes of the gradients. */
export const structureIsKept: Law = {
  name: 'structure, shape and dtype are kept',
  statement: 'the updates have the containers, keys, leaf kinds, shapes and dtypes of the parameters.',
  violation: (transformation, example) => {
    for (const [i, { updates }] of trajectory(transformation, example).entries()) {
      const found = firstDifference(updates, example.params, { bits: false })
      if (found !== undefined) return `step ${i}, updates${found}`
    }
    return undefined
  },
}
