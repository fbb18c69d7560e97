/** Move a tree towards another. @module */

import { isFloat32Array } from './floatArray.ts'
import { mapData } from './mapData.ts'

/**
 * The old tree moved a fraction of the way to the new one, in fresh buffers: stepSize·new + (1 - stepSize)·old, rounded to
 * the leaf's dtype after each operation. Called at every step, it keeps an average of parameters or follows them with a
 * target network; within an optimizer `paramsEma` does so in the pass of the step.
 *
 * @param newTensors what to move to
 * @param oldTensors where from
 * @param stepSize the weight of the new tree, a fraction in [0, 1]
 * @throws OptfuseError `structure-mismatch`, `shape-mismatch` or `dtype-mismatch` naming the path
 * @example
 * incrementalUpdate({ w: 4 }, { w: 0 }, 0.25) // { w: 1 }
 */
export const incrementalUpdate = <T>(newTensors: T, oldTensors: unknown, stepSize: number): T =>
  mapData(
    (out, x, y) => {
      const round = isFloat32Array(out) ? Math.fround : (value: number): number => value
      const [fresh, kept] = [round(stepSize), round(1 - stepSize)]
      for (let i = 0; i < out.length; i++) out[i] = round(fresh * x[i]) + round(kept * y[i])
    },
    newTensors,
    [oldTensors],
  )
