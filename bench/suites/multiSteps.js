// @ts-check
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { contender, isPresent, timed } from '../harness/contender.js'
import { fill } from '../harness/fill.js'
import { measure } from '../harness/measure.js'
import { ratio, timeRows } from '../harness/report.js'
import { startingParams } from './resident.js'
import { exponential } from './suite.js'

const K = 4
const CHECKED = `multiSteps(adam, ${K}), ${K} micro-batches`
const UNCHECKED = `the same without skipNonFinite`
const FLOOR = `${K} accumulations and one step of adam`

/**
 * Accumulation against what it cannot do without: adding each micro-batch up, and one step.
 *
 * @param {number} size
 * @returns {import('./suite.js').Suite}
 */
export const accumulation = (size) => ({
  name: `multi-steps-${exponential(size)}`,
  title: `Adam over ${K} micro-batches, resident, ${exponential(size)} float32 parameters`,
  run: async (context) => {
    const optfuse = await context.optfuse()
    const { add } = await import('../../dist/expr/index.js')
    const grads = fill(new Float32Array(size), 1)
    /** @param {Parameters<typeof optfuse.compile>[0]} transformation */
    const runOf = (transformation) => {
      const run = optfuse.compile(transformation, { w: startingParams(size) })
      run.grads.w.set(grads)
      return run
    }
    const adam = () => optfuse.adam(hyperparameters.learningRate)
    /** Only adds up: its update is 0. */
    const accumulator = optfuse.transformation(
      {
        name: 'accumulator',
        options: {},
        state: { sum: optfuse.moment() },
        rule: ({ update, sum }) => ({ update: 0, sum: add(sum, update) }),
      },
      () => ({}),
    )
    /** @param {ReturnType<typeof runOf>} run */
    const microBatches = (run) => ({
      sample: timed(() => {
        for (let i = 0; i < K; i += 1) run.step()
      }),
      dispose: () => run.dispose(),
    })
    const candidates = [
      await contender(CHECKED, () => microBatches(runOf(optfuse.multiSteps(adam(), K)))),
      await contender(UNCHECKED, () => microBatches(runOf(optfuse.multiSteps(adam(), K, { skipNonFinite: false })))),
      await contender(FLOOR, () => {
        const [sum, step] = [runOf(accumulator()), runOf(adam())]
        return {
          sample: timed(() => {
            for (let i = 0; i < K; i += 1) sum.step()
            step.step()
          }),
          dispose: () => [sum, step].forEach((run) => run.dispose()),
        }
      }),
    ]
    const present = candidates.filter(isPresent)
    const samples = await measure(present, context.effort)
    for (const { dispose } of present) await dispose?.()
    return {
      rows: timeRows(candidates, samples),
      checks: [CHECKED, UNCHECKED].map((name) => ratio(candidates, samples, name, FLOOR, { most: 1 })),
    }
  },
})
