/** Tell trees that a transformation refuses. @module */
import { isOptfuseError } from '../../src/errors/OptfuseError.ts'
import type { GradientTransformation } from '../../src/rule/index.ts'
import { extraOf } from './steps.ts'

/** Whether a transformation refuses the shapes of a tree, as rules along axes may. */
export const refusesShapes = (transformation: GradientTransformation, params: unknown): boolean => {
  const { init, update } = transformation
  try {
    update(params, init(params), params, extraOf(transformation, 0))
    return false
  } catch (error) {
    if (isOptfuseError(error) && error.code === 'shape-mismatch') return true
    throw error
  }
}
