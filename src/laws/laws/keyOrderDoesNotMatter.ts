/** The order of keys says nothing. @module */
import { compareSteps } from '../compareSteps.ts'
import { copyTree } from '../copyTree.ts'
import type { Law } from '../law.ts'
import { trajectory } from '../trajectory.ts'

/** The insertion order of the keys of containers changes no bit. */
export const keyOrderDoesNotMatter: Law = {
  name: 'key order does not matter',
  statement: 'the order in which the keys of the parameters and gradients were inserted changes no bit of any result.',
  violation: (transformation, example) => {
    const { params, gradients } = example
    const reversed = (tree: unknown): unknown => copyTree(tree, { reverseKeys: true })
    const expected = trajectory(transformation, example)
    const mixed = {
      ...example,
      params: reversed(params),
      gradients: gradients.map((tree, i) => (i % 2 ? tree : reversed(tree))),
    }
    return compareSteps(trajectory(transformation, mixed), expected, 'with keys in another order')
  },
}
