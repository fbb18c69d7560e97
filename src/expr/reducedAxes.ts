/** The axes that a choice of axes removes from a shape. @module */
import { named } from '../errors/named.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Axes } from './axes.ts'

/**
 * The axes of a shape that `axes` chooses.
 *
 * @throws OptfuseError `invalid-rule` naming the leaf for an axis that the shape does not have
 */
export const reducedAxes = (axes: Axes, shape: readonly number[], path: string): ReadonlySet<number> =>
  named({ path }, () => {
    const reduced = axes.of(shape)
    const wrong = reduced.find((axis) => !Number.isInteger(axis) || axis < 0 || axis >= shape.length)
    if (wrong === undefined) return new Set(reduced)
    throw new OptfuseError(
      'invalid-rule',
      `the axes ${axes.name} chose axis ${wrong} of a leaf with shape [${shape.join(', ')}]; axes are counted from 0.`,
    )
  })
