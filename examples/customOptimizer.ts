// An optimizer of your own: write its formula for one number; trees, fused kernels, specs and printing follow from it.

import { Table } from 'console-table-printer'
import { chain, compile, hyperparameter, moment, scaleByLearningRate, sgd, transformation } from 'optfuse'
import { add, greater, mul, print, select } from 'optfuse/expr'

// "Cautious" momentum (Liang et al. 2024): a number moves only while its momentum and its gradient agree in sign.
const cautiousMomentum = transformation(
  {
    name: 'cautiousMomentum',
    options: { decay: hyperparameter(0.9, { min: 0, max: 1 }) },
    state: { trace: moment() },
    rule: ({ update, trace }, { decay }) => {
      const next = add(update, mul(decay, trace))
      return { update: select(greater(mul(next, update), 0), next, 0), trace: next }
    },
  },
  (options: { readonly decay?: number } = {}) => options,
)

const { definition } = cautiousMomentum()
if (definition.kind === 'rule') console.log(`The rule: ${print(definition.update)}\n`)

// A bowl, a hundred times as steep along the last number as along the first.
const SIZE = 1_000
const STEPS = 200
const steepness = Float64Array.from({ length: SIZE }, (_, i) => 100 ** (i / (SIZE - 1)))
const loss = (w: Float64Array) => w.reduce((sum, value, i) => sum + 0.5 * (steepness[i] ?? 0) * value ** 2, 0)

const table = new Table({ columns: [{ name: 'optimizer', alignment: 'left' }], shouldDisableColors: true })
for (const [optimizer, method] of [
  ['momentum', sgd(1e-2, { momentum: 0.95 })],
  ['cautious momentum', chain(cautiousMomentum({ decay: 0.95 }), scaleByLearningRate(1e-2))],
] as const) {
  const run = compile(method, { w: new Float64Array(SIZE).fill(1) })
  for (let step = 0; step < STEPS; step++) {
    for (let i = 0; i < SIZE; i++) run.grads.w[i] = (steepness[i] ?? 0) * (run.params.w[i] ?? 0)
    run.step()
  }
  table.addRow({ optimizer, [`loss after ${STEPS} steps`]: loss(run.params.w).toPrecision(4) })
  run.dispose()
}
table.printTable()
