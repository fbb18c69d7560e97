/** A checkpoint says everything. @module */
import { decodeCheckpoint, toCheckpoint } from '../../checkpoint/index.ts'
import { isOptfuseError } from '../../errors/OptfuseError.ts'
import { treeZerosLike } from '../../pytree/index.ts'
import { firstDifference } from '../firstDifference.ts'
import type { Law } from '../law.ts'
import { open, trajectory } from '../trajectory.ts'

/** The parameters and the state come back from a checkpoint bit for bit, so that training goes on as if it had never stopped. */
export const checkpointsResume: Law = {
  name: 'a checkpoint resumes',
  statement:
    'the parameters and the state after any number of steps come back from the bytes of a checkpoint, bit for bit.',
  violation: (transformation, example) => {
    const opt = open(transformation)
    const { params, state } = trajectory(opt, example).at(-1) ?? {
      params: example.params,
      state: opt.init(example.params),
    }
    try {
      const bytes = toCheckpoint(opt, { params, state })
      const decoded = decodeCheckpoint(opt, treeZerosLike(params), bytes)
      if (decoded._tag === 'Left') return `what was saved cannot be read: ${decoded.left.message}`
      const found = firstDifference(decoded.right, { ...decoded.right, params, state }, { bits: true })
      return found === undefined ? undefined : `restored, ${found.slice(1)}`
    } catch (error) {
      if (isOptfuseError(error)) return `the state cannot be saved: ${error.message}`
      throw error
    }
  },
}
