/** Nothing handed in is written to. @module */
import { copyTree } from '../copyTree.ts'
import { applyUpdates, type FloatArray } from '../../pytree/index.ts'
import type { Law } from '../law.ts'
import { extraAt, open } from '../trajectory.ts'

const bytesOf = ({ buffer, byteOffset, byteLength }: FloatArray): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

/** A frozen copy, and a check that no byte of its arrays has changed since. */
const guard = (value: unknown): readonly [copy: unknown, unchanged: () => boolean] => {
  const arrays: (readonly [FloatArray, Uint8Array])[] = []
  const copy = copyTree(value, { onArray: (array) => arrays.push([array, bytesOf(array).slice()]) })
  const unchanged = (): boolean =>
    arrays.every(([array, before]) => bytesOf(array).every((byte, i) => byte === before[i]))
  return [copy, unchanged]
}

/** The parameters, gradients and state handed to `init` and `update` are as they were, byte by byte. */
export const inputsAreNotMutated: Law = {
  name: 'inputs are not mutated',
  statement:
    'init and update leave the parameters, the gradients and the state handed in as they were: containers may be frozen, and no byte of a buffer changes.',
  violation: (transformation, example) => {
    const { init, update } = open(transformation)
    const [first, firstUnchanged] = guard(example.params)
    let state = init(first)
    if (!firstUnchanged()) return 'init wrote to the parameters'
    let params: unknown = first
    for (const [i, gradient] of example.gradients.entries()) {
      const inputs = { gradients: guard(gradient), state: guard(state), params: guard(params) }
      const [updates, next] = update(
        inputs.gradients[0],
        inputs.state[0],
        inputs.params[0],
        extraAt(transformation, example, i),
      )
      const [touched] = Object.entries(inputs).find(([, [, unchanged]]) => !unchanged()) ?? []
      if (touched !== undefined) return `step ${i} wrote to the ${touched}`
      params = applyUpdates(inputs.params[0], updates)
      state = next
    }
    return undefined
  },
}
