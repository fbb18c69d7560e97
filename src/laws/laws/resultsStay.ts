/** What was returned is never written to again. @module */
import { copyTree } from '../copyTree.ts'
import { firstDifference } from '../firstDifference.ts'
import type { Law } from '../law.ts'
import { extraAt, open, trajectory } from '../trajectory.ts'

/** The updates and states returned stay what they are when later steps are taken. */
export const resultsStay: Law = {
  name: 'results stay',
  statement: 'updates and states, once returned, keep their bits while later steps and other transformations run.',
  violation: (transformation, example) => {
    const { init, update } = open(transformation)
    const kept: (readonly [result: unknown, copy: unknown])[] = []
    const keep = (result: unknown): void => void kept.push([result, copyTree(result)])
    let state = init(example.params)
    keep(state)
    for (const [i, gradients] of example.gradients.entries()) {
      const result = update(gradients, state, example.params, extraAt(transformation, example, i))
      keep(result)
      state = result[1]
    }
    trajectory(transformation, example)
    for (const [i, [result, copy]] of kept.entries()) {
      const found = firstDifference(result, copy, { bits: true })
      if (found !== undefined) return `${i === 0 ? 'the first state' : `the result of step ${i - 1}`}${found}`
    }
    return undefined
  },
}
