/** A transformation has no memory of its own. @module */
import { copyTree } from '../copyTree.ts'
import { firstDifference } from '../firstDifference.ts'
import type { Law } from '../law.ts'
import { extraAt, open, trajectory } from '../trajectory.ts'

/** The same inputs give the same bits, whatever was called in between. */
export const sameInputsSameBits: Law = {
  name: 'same inputs, same bits',
  statement:
    'update called again with the same inputs gives the same bits, also when it was called for another tree in between.',
  violation: (transformation, example) => {
    const { init, update } = open(transformation)
    const twice = (tree: unknown): unknown => [tree, copyTree(tree)]
    const otherParams = twice(example.params)
    let other = init(otherParams)
    let before: { readonly params: unknown; readonly state: unknown } = {
      params: example.params,
      state: init(example.params),
    }
    for (const [i, { updates, state, params }] of trajectory(transformation, example).entries()) {
      const gradients = example.gradients[i]
      const extra = extraAt(transformation, example, i)
      const call = (): unknown => update(gradients, before.state, before.params, extra)
      const first = call()
      other = update(twice(gradients), other, otherParams, extra)[1]
      const second = call()
      for (const again of [first, second]) {
        const found = firstDifference(again, [updates, state], { bits: true })
        if (found !== undefined) return `step ${i} called again, [updates, state]${found}`
      }
      before = { params, state }
    }
    return undefined
  },
}
