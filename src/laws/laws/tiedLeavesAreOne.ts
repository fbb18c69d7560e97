/** One array in two places is one parameter. @module */
import { flatten, treeAdd } from '../../pytree/index.ts'
import { copyTree } from '../copyTree.ts'
import { firstDifference } from '../firstDifference.ts'
import type { Law } from '../law.ts'
import { extraAt, open } from '../trajectory.ts'

/**
 * Parameters that stand in two places, `{ a: p, b: p }`, are updated as if they stood in one, `{ a: p }`, by the sum of
 * the gradients of both places. Numbers are never tied, so here each becomes an array of one element.
 */
export const tiedLeavesAreOne: Law = {
  name: 'tied leaves are one',
  statement:
    'update for parameters in two places with gradients g and h gives, in both places, what it gives for one place with gradient g + h; one array given as the gradient of both places is the whole gradient.',
  violation: (transformation, example) => {
    const { init, update } = open(transformation)
    const untied = (tree: unknown): unknown =>
      copyTree(tree, { ties: false, number: (value) => Float64Array.of(value) })
    const p = untied(example.params)
    const [one, two] = [{ a: p }, { a: p, b: p }]
    let [stateOfOne, stateOfTwo] = [init(one), init(two)]
    for (const [i, gradient] of example.gradients.entries()) {
      const g = untied(gradient)
      const h = untied(example.gradients[(i + 1) % example.gradients.length])
      const alone = i % 2 === 1
      const gradients = alone ? { a: g, b: g } : { a: g, b: h }
      const extra = extraAt(transformation, example, i)
      const [tied, nextOfTwo] = update(gradients, stateOfTwo, two, extra)
      const [single, nextOfOne] = update({ a: alone ? g : treeAdd(g, h) }, stateOfOne, one, extra)
      const expected = { a: single.a, b: single.a }
      const found = firstDifference(tied, expected, { bits: true })
      if (found !== undefined) return `step ${i}, updates${found}`
      const { def } = flatten(tied)
      if (def.positions.length !== 2 * def.leaves.length) return `step ${i}: the updates of tied leaves are not tied`
      ;[stateOfOne, stateOfTwo] = [nextOfOne, nextOfTwo]
    }
    return undefined
  },
}
