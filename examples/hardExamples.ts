// Online hard example mining: most examples of a batch are easy, and their small gradients, summed, drown those of the few
// that matter. Here one point in fifty belongs to a rare class beside a common one. Learning from the hardest eighth of each
// batch finds as many of them in a hundred steps as learning from all of it does in four hundred.

import { Table } from 'console-table-printer'
import { compile, sgd } from 'optfuse'
import { ohem, softmaxCrossEntropyWithIntegerLabels } from 'optfuse/losses'
import { tensor } from 'optfuse/pytree'
import { random } from './random.ts'

const CLASSES = 3
const BATCH = 128
const STEPS = 100

const uniform = random(3)
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())

/** Where the points of each class lie, and how many of a hundred belong to it. */
const clusters = [
  { name: 'left', x: -3, y: 0, share: 49 },
  { name: 'right', x: 3, y: 0, share: 49 },
  { name: 'rare', x: 3, y: 2.5, share: 2 },
] as const

type Point = { readonly x: number; readonly y: number; readonly label: number }

const points = (size: number): readonly Point[] =>
  Array.from({ length: size }, () => {
    const percent = 100 * uniform()
    const label = percent < clusters[0].share ? 0 : percent < clusters[0].share + clusters[1].share ? 1 : 2
    const { x, y } = clusters[label]
    return { x: x + 0.7 * normal(), y: y + 0.7 * normal(), label }
  })

/** The logits of a linear model: for each class, w·(x, y, 1). */
const logits = (w: Float64Array, batch: readonly Point[]): Float64Array =>
  Float64Array.from({ length: batch.length * CLASSES }, (_, i) => {
    const { x, y } = batch[Math.floor(i / CLASSES)]
    const k = i % CLASSES
    return w[3 * k] * x + w[3 * k + 1] * y + w[3 * k + 2]
  })

const training = points(20_000)
const test = points(20_000)

const learn = (ratio: number): Float64Array => {
  const draw = random(4)
  const run = compile(sgd(0.3), { w: new Float64Array(3 * CLASSES) })
  for (let step = 0; step < STEPS; step++) {
    const batch = Array.from({ length: BATCH }, () => training[Math.floor(draw() * training.length)])
    const outputs = tensor(logits(run.params.w, batch), [BATCH, CLASSES])
    const loss = softmaxCrossEntropyWithIntegerLabels(
      outputs,
      batch.map(({ label }) => label),
    )
    const { data } = loss.gradient(ohem(loss.losses, ratio).weights)
    run.grads.w.fill(0)
    batch.forEach(({ x, y }, i) => {
      for (let k = 0; k < CLASSES; k++) {
        const slope = data[i * CLASSES + k]
        run.grads.w[3 * k] += slope * x
        run.grads.w[3 * k + 1] += slope * y
        run.grads.w[3 * k + 2] += slope
      }
    })
    run.step()
  }
  return run.params.w
}

/** Of the points of each class, how many are recognised. */
const recall = (w: Float64Array): readonly string[] => {
  const outputs = logits(w, test)
  return clusters.map((_, label) => {
    const own = [...test.keys()].filter((i) => test[i].label === label)
    const found = own.filter((i) => {
      const row = outputs.subarray(i * CLASSES, (i + 1) * CLASSES)
      return row[label] === Math.max(...row)
    })
    return `${((100 * found.length) / own.length).toFixed(1)} %`
  })
}

console.log(
  `A linear classifier, ${STEPS} steps of SGD on batches of ${BATCH}; points of each class that it recognises:`,
)
const table = new Table({ columns: [{ name: 'learns from', alignment: 'left' }], shouldDisableColors: true })
for (const [name, ratio] of [
  ['all of a batch', 1],
  ['its hardest quarter', 0.25],
  ['its hardest eighth', 0.125],
] as const) {
  const [left, right, rare] = recall(learn(ratio))
  table.addRow({ 'learns from': name, left, right, rare })
}
console.log(table.render())
