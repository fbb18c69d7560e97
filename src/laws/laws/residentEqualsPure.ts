/** The run in place computes what the pure functions do. @module */
import { compile } from '../../compile/index.ts'
import { firstDifference } from '../firstDifference.ts'
import type { Law } from '../law.ts'
import { extraAt, trajectory } from '../trajectory.ts'

const engines = ['reference', 'wasm'] as const

/**
 * A compiled run gives the bits of `update` and `applyUpdates`, and a run that goes on from a snapshot those of one that
 * never stopped.
 */
export const residentEqualsPure: Law = {
  name: 'resident equals pure',
  statement:
    'after every step, the parameters and the state of a compiled run are those of update and applyUpdates, bit for bit; the same for a run that goes on from a snapshot of it.',
  violation: (transformation, example) => {
    const expected = trajectory(transformation, example)
    for (const engine of engines) {
      const run = compile(transformation, example.params, { engine })
      let resumed: typeof run | undefined
      for (const [i, gradients] of example.gradients.entries()) {
        const extra = extraAt(transformation, example, i)
        run.step(gradients, extra)
        resumed?.step(gradients, extra)
        const { params, state } = expected[i]
        const found =
          firstDifference(run.snapshot(), { params, state }, { bits: true }) ??
          (resumed && firstDifference(resumed.snapshot(), { params, state }, { bits: true }))
        if (found !== undefined) return `on ${engine}, step ${i}, ${found.slice(1)}`
        if (resumed === undefined) {
          const snapshot = run.snapshot()
          resumed = compile(transformation, snapshot.params, { engine, state: snapshot.state })
        }
      }
      run.dispose()
      resumed?.dispose()
    }
    return undefined
  },
}
