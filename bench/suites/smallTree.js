// @ts-check
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { contender, isPresent, timed } from '../harness/contender.js'
import { fill } from '../harness/fill.js'
import { measure } from '../harness/measure.js'
import { timeRows } from '../harness/report.js'

const PURE = 'optfuse, opt.update'
const RESIDENT = 'optfuse, run.step'

const LEAVES = 8
const ELEMENTS = 16

/** @param {number} seed */
const tree = (seed) =>
  Object.fromEntries(
    Array.from({ length: LEAVES }, (_, leaf) => [`w${leaf}`, fill(new Float32Array(ELEMENTS), seed + leaf)]),
  )

/** What a step costs when there is nearly nothing to compute. @type {import('./suite.js').Suite} */
export const smallTree = {
  name: 'small-tree',
  title: `Adam, a tree of ${LEAVES} leaves of ${ELEMENTS} elements`,
  run: async (context) => {
    const [params, grads] = [tree(1), tree(100)]
    const candidates = [
      await contender(PURE, async () => {
        const { adam } = await context.optfuse()
        const opt = adam(hyperparameters.learningRate)
        let state = opt.init(params)
        return { sample: timed(() => ([, state] = opt.update(grads, state, params))) }
      }),
      await contender(RESIDENT, async () => {
        const { adam, compile } = await context.optfuse()
        const run = compile(adam(hyperparameters.learningRate), params)
        for (const [name, leaf] of Object.entries(grads)) run.grads[name].set(leaf)
        return { sample: timed(() => run.step()), dispose: () => run.dispose() }
      }),
    ]
    const present = candidates.filter(isPresent)
    const samples = await measure(present, context.effort)
    for (const { dispose } of present) await dispose?.()
    const rows = timeRows(candidates, samples)
    const limits = /** @type {const} */ ([
      [PURE, 25],
      [RESIDENT, 5],
    ])
    return {
      rows,
      checks: limits.map(([name, most]) => {
        const row = rows.find((each) => each.name === name)
        const common = { what: name, unit: ' µs', target: { most } }
        return row?.ms
          ? { ...common, value: row.ms.median * 1000, spread: row.ms.spread }
          : { ...common, skipped: row?.skipped ?? 'not measured' }
      }),
    }
  },
}
