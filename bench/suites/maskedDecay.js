// @ts-check
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { ratio, timeRows } from '../harness/report.js'
import { bothWays, leaves, timeAll, ways } from './bothWays.js'

const COUNT = 100
const ELEMENTS = 5000

const MASKED = 'AdamW that decays half of the leaves'
const PLAIN = 'AdamW that decays all'

const { learningRate, weightDecay } = hyperparameters

/** @param {number} seed */
const tree = (seed) => ({ kernels: leaves(COUNT, ELEMENTS, seed), biases: leaves(COUNT, ELEMENTS, seed + COUNT) })

/** What a mask of weight decay costs. @type {import('./suite.js').Suite} */
export const maskedDecay = {
  name: 'masked-decay',
  title: `Weight decay under a mask, ${2 * COUNT} leaves of ${ELEMENTS} elements`,
  run: async (context) => {
    const candidates = [
      ...(await bothWays(
        context,
        MASKED,
        ({ adamw }) => adamw(learningRate, { weightDecay, mask: ['kernels.**'] }),
        tree,
      )),
      ...(await bothWays(context, PLAIN, ({ adamw }) => adamw(learningRate, { weightDecay }), tree)),
    ]
    const samples = await timeAll(context, candidates)
    return {
      rows: timeRows(candidates, samples),
      checks: ways.map((way) => ratio(candidates, samples, `${MASKED}, ${way}`, `${PLAIN}, ${way}`, { most: 1.15 })),
    }
  },
}
