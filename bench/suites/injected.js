// @ts-check
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { timeRows } from '../harness/report.js'
import { summarize } from '../harness/statistics.js'
import { bothWays, leaves, timeAll, ways } from './bothWays.js'

const COUNT = 8
const ELEMENTS = 16

const INJECTED = 'AdamW, its numbers in the state'
const PLAIN = 'AdamW'

const { learningRate, weightDecay } = hyperparameters

/** @param {number} seed */
const tree = (seed) => leaves(COUNT, ELEMENTS, seed)

/** What numbers that can be set between steps cost. @type {import('./suite.js').Suite} */
export const injected = {
  name: 'injected',
  title: `injectHyperparams, a tree of ${COUNT} leaves of ${ELEMENTS} elements`,
  run: async (context) => {
    const candidates = [
      ...(await bothWays(
        context,
        INJECTED,
        ({ adamw, injectHyperparams }) => injectHyperparams(adamw, { learningRate, weightDecay }),
        tree,
      )),
      ...(await bothWays(context, PLAIN, ({ adamw }) => adamw(learningRate, { weightDecay }), tree)),
    ]
    const samples = await timeAll(context, candidates)
    return {
      rows: timeRows(candidates, samples),
      checks: ways.map((way) => {
        const common = { what: `injectHyperparams adds, ${way}`, unit: ' µs', target: { most: 10 } }
        const [mine, plain] = [samples.get(`${INJECTED}, ${way}`), samples.get(`${PLAIN}, ${way}`)]
        if (mine === undefined || plain === undefined) return { ...common, skipped: 'not measured' }
        const { median, spread } = summarize(mine.map((ms, round) => (ms - plain[round]) * 1000))
        return { ...common, value: median, spread }
      }),
    }
  },
}
