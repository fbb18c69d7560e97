// @ts-check
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { ratio, timeRows } from '../harness/report.js'
import { bothWays, leaves, timeAll, ways } from './bothWays.js'

const ELEMENTS = 5000
const ADAMW = 90
const MOMENTUM = 60
const FROZEN = 50

/** AdamW writes three arrays a leaf, momentum two: so many leaves of AdamW alone write as many bytes. */
const SAME_BYTES = ADAMW + (MOMENTUM * 2) / 3

const PARTS = `AdamW on ${ADAMW}, momentum on ${MOMENTUM}, ${FROZEN} frozen`
const WHOLE = `AdamW on ${SAME_BYTES}`

const { learningRate, weightDecay } = hyperparameters

/** A partitioned tree against one optimizer that updates as many bytes. @type {import('./suite.js').Suite} */
export const partitioned = {
  name: 'partition',
  title: `A partition of ${ADAMW + MOMENTUM + FROZEN} leaves of ${ELEMENTS} elements against AdamW alone over as many updated bytes`,
  run: async (context) => {
    const candidates = [
      ...(await bothWays(
        context,
        PARTS,
        ({ adamw, partition, setToZero, sgd }) =>
          partition(
            {
              adamw: adamw(learningRate, { weightDecay }),
              momentum: sgd(learningRate, { momentum: 0.9 }),
              frozen: setToZero(),
            },
            { 'adamw.**': 'adamw', 'momentum.**': 'momentum', '**': 'frozen' },
          ),
        (seed) => ({
          adamw: leaves(ADAMW, ELEMENTS, seed),
          momentum: leaves(MOMENTUM, ELEMENTS, seed + ADAMW),
          backbone: leaves(FROZEN, ELEMENTS, seed + ADAMW + MOMENTUM),
        }),
      )),
      ...(await bothWays(
        context,
        WHOLE,
        ({ adamw }) => adamw(learningRate, { weightDecay }),
        (seed) => ({ adamw: leaves(SAME_BYTES, ELEMENTS, seed) }),
      )),
    ]
    const samples = await timeAll(context, candidates)
    return {
      rows: timeRows(candidates, samples),
      checks: ways.map((way) => ratio(candidates, samples, `${PARTS}, ${way}`, `${WHOLE}, ${way}`, { most: 1.3 })),
    }
  },
}
