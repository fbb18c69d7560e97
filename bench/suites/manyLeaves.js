// @ts-check
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { contender, isPresent, timed } from '../harness/contender.js'
import { fill } from '../harness/fill.js'
import { measure } from '../harness/measure.js'
import { ratio, timeRows } from '../harness/report.js'
import { clipAdamw } from './resident.js'

const LAYERS = 100
const LEAVES = 100
const ELEMENTS = 16
const SIZE = LAYERS * LEAVES * ELEMENTS

/** @typedef {Record<string, Record<string, Float32Array>>} Tree */

/**
 * @param {number} count
 * @param {string} prefix
 * @param {(index: number) => unknown} make
 */
const record = (count, prefix, make) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, make(index)]))

/** @returns {Tree} */
const many = () =>
  /** @type {Tree} */ (
    record(LAYERS, 'layer', (layer) =>
      record(LEAVES, 'w', (leaf) => fill(new Float32Array(ELEMENTS), layer * LEAVES + leaf + 1)),
    )
  )

/** @returns {Tree} */
const flat = () => ({ layer0: { w0: fill(new Float32Array(SIZE), 1) } })

/** A tree of ten thousand small leaves against one leaf of the same size. @type {import('./suite.js').Suite} */
export const manyLeaves = {
  name: 'many-leaves',
  title: `A tree of ${LAYERS * LEAVES} leaves of ${ELEMENTS} elements against one leaf of ${SIZE}, resident`,
  run: async (context) => {
    /** @type {[string, (optfuse: any) => any][]} */
    const optimizers = [
      ['adam', ({ adam }) => adam(hyperparameters.learningRate)],
      ['clip + adamw', clipAdamw],
    ]
    /** @type {import('../harness/report.js').Candidate[]} */
    const candidates = []
    for (const [name, make] of optimizers) {
      for (const [shape, tree] of /** @type {const} */ ([
        ['many leaves', many],
        ['one leaf', flat],
      ])) {
        candidates.push(
          await contender(`${name}, ${shape}`, async () => {
            const optfuse = await context.optfuse()
            const run = optfuse.compile(make(optfuse), tree())
            for (const [layer, leaves] of Object.entries(tree())) {
              for (const [leaf, grads] of Object.entries(leaves)) run.grads[layer][leaf].set(grads)
            }
            return { sample: timed(() => run.step()), dispose: () => run.dispose() }
          }),
        )
      }
    }
    const present = candidates.filter(isPresent)
    const samples = await measure(present, context.effort)
    for (const { dispose } of present) await dispose?.()
    return {
      rows: timeRows(candidates, samples),
      checks: optimizers.map(([name]) =>
        ratio(candidates, samples, `${name}, many leaves`, `${name}, one leaf`, { most: 3 }),
      ),
    }
  },
}
