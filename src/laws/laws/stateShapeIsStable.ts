/** The state keeps its shape. @module */
import { firstDifference } from '../firstDifference.ts'
import type { Law } from '../law.ts'
import { open, trajectory } from '../trajectory.ts'

/** The state after any number of steps has the structure, the shapes and the dtypes of the first one. */
export const stateShapeIsStable: Law = {
  name: 'the state keeps its shape',
  statement: 'the state after any number of steps has the structure, shapes and dtypes of the state that init gives.',
  violation: (transformation, example) => {
    const first = open(transformation).init(example.params)
    for (const [i, { state }] of trajectory(transformation, example).entries()) {
      const found = firstDifference(state, first, { bits: false })
      if (found !== undefined) return `step ${i}, state${found}`
    }
    return undefined
  },
}
