/** Tell trees that a transformation refuses. @module */
import { isOptfuseError } from '../../src/errors/OptfuseError.ts'
import type { GradientTransformation } from '../../src/rule/index.ts'

/** Whether a transformation refuses the shapes of a tree, as rules along axes may. */
export const refusesShapes = ({ init, update }: GradientTransformation, params: unknown): boolean => {
  try {
    update(params, init(params), params)
    return false
  } catch (error) {
    if (isOptfuseError(error) && error.code === 'shape-mismatch') return true
    throw error
  }
}
