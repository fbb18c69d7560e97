// @ts-check
import { adamLoop } from '../handwritten/adamLoop.js'
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { child } from '../harness/child.js'
import { contender, isPresent, timed } from '../harness/contender.js'
import { fill } from '../harness/fill.js'
import { measure } from '../harness/measure.js'
import { reason } from '../harness/reason.js'
import { ratio, timeRows } from '../harness/report.js'
import { exponential } from './suite.js'

const PURE = 'optfuse, opt.update'
const LOOP = 'hand-written fused JS loop'

/**
 * The pure update: fresh arrays for the updates and both moments, nothing given is written to.
 *
 * @param {number} size
 * @returns {import('./suite.js').Suite}
 */
export const pureAdam = (size) => ({
  name: `pure-adam-${exponential(size)}`,
  title: `Adam, pure update into fresh arrays, ${exponential(size)} float32 parameters`,
  run: async (context) => {
    const grads = fill(new Float32Array(size), 1)
    const candidates = [
      await contender(PURE, async () => {
        const { adam } = await context.optfuse()
        const opt = adam(hyperparameters.learningRate)
        /** @type {{ w: Float32Array }} */
        const params = { w: new Float32Array(size) }
        const tree = { w: grads }
        let state = opt.init(params)
        return { sample: timed(() => ([, state] = opt.update(tree, state, params))) }
      }),
      await contender(LOOP, () => {
        /** @type {import('../handwritten/adamLoop.js').Moments} */
        let state = { count: 0, mu: new Float32Array(size), nu: new Float32Array(size) }
        return { sample: timed(() => ([, state] = adamLoop(grads, state))) }
      }),
    ]
    const samples = await measure(candidates.filter(isPresent), context.effort)
    return {
      rows: timeRows(candidates, samples),
      checks: [ratio(candidates, samples, PURE, LOOP, { most: 0.5 })],
    }
  },
})

/** Has the C library ask for pages of 2 MiB where arrays are long enough. */
const HUGE_PAGES = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' }

/**
 * The same where the C library asks the system for huge pages: a fresh array is made of thousands of pages otherwise, and
 * each costs the system as much time as some hundred elements take.
 *
 * @param {number} size
 * @returns {import('./suite.js').Suite}
 */
export const pureAdamHugePages = (size) => ({
  name: `pure-adam-${exponential(size)}-huge-pages`,
  title: `Adam, pure update into fresh arrays of huge pages (GLIBC_TUNABLES=glibc.malloc.hugetlb=1), ${exponential(size)} float32 parameters`,
  run: async () => {
    try {
      return await child('pure.js', [String(size)], HUGE_PAGES)
    } catch (error) {
      return {
        rows: [],
        checks: [{ what: `${PURE} / ${LOOP}`, unit: 'x', target: { most: 0.5 }, skipped: reason(error) }],
      }
    }
  },
})
