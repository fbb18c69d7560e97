// @ts-check
import { child } from '../harness/child.js'
import { reason } from '../harness/reason.js'
import { exponential } from './suite.js'

/** Parameters, gradients and two moments, four bytes each. */
const BYTES_PER_PARAMETER = 16

/** What resident Adam holds on to, against what it must. @type {import('./suite.js').Suite} */
export const memory = {
  name: 'memory',
  title: 'Memory of resident Adam, in a fresh process',
  run: async ({ quick }) => {
    const size = quick ? 1e6 : 1e7
    const what = `resident set on top of state + parameters + gradients, ${exponential(size)} parameters`
    const target = { most: 5 }
    try {
      const { before, after } = await child('memory.js', [String(size)])
      const needed = size * BYTES_PER_PARAMETER
      const perParameter = (/** @type {string} */ key) => (after[key] - before[key]) / size
      return {
        rows: [],
        checks: [
          { what, value: ((after.rss - before.rss) / needed - 1) * 100, unit: ' %', target },
          { what: 'state + parameters + gradients', value: BYTES_PER_PARAMETER, unit: ' bytes a parameter' },
          ...['rss', 'external', 'arrayBuffers', 'heapUsed'].map((key) => ({
            what: `process.memoryUsage().${key}`,
            value: perParameter(key),
            unit: ' bytes a parameter',
          })),
        ],
      }
    } catch (error) {
      return { rows: [], checks: [{ what, unit: ' %', target, skipped: reason(error) }] }
    }
  },
}
