/** Replace a tree every so often. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { flatten } from './flatten.ts'
import { flattenLike } from './flattenLike.ts'

const atLeast = (value: number, least: number, what: string): void => {
  if (Number.isInteger(value) && value >= least) return
  throw new OptfuseError('invalid-option', `${what} must be a whole number >= ${least}, got ${value}.`, {
    transformation: 'periodicUpdate',
  })
}

/**
 * The new tree at every `updatePeriod`-th step, 0 among them, and the old one at the others: a target network that is
 * replaced now and then. Trees are values, so nothing is copied.
 *
 * @param newTensors what takes the place of the old tree
 * @param oldTensors the tree so far, of the same structure
 * @param steps how many steps there were, a whole number >= 0
 * @param updatePeriod after how many steps it is replaced, a whole number >= 1
 * @throws OptfuseError `structure-mismatch`, `shape-mismatch` or `dtype-mismatch` naming the path; `invalid-option` for a
 *   number out of range
 * @example
 * periodicUpdate({ w: 4 }, { w: 0 }, 9, 10) // { w: 0 }
 * periodicUpdate({ w: 4 }, { w: 0 }, 10, 10) // { w: 4 }
 */
export const periodicUpdate = <T>(newTensors: T, oldTensors: T, steps: number, updatePeriod: number): T => {
  atLeast(steps, 0, 'steps')
  atLeast(updatePeriod, 1, 'updatePeriod')
  flattenLike(flatten(newTensors).def, oldTensors, 'oldTensors')
  return steps % updatePeriod === 0 ? newTensors : oldTensors
}
