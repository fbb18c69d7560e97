// Logistic regression on sparse features: a few occur in most examples, most occur in few. One learning rate for all is
// then either too large for the common features or too small for the rare ones; Adagrad gives each feature its own.
// The data are drawn at random as text would be (frequency of a feature about 1 / rank), from a known true model.

import { Table } from 'console-table-printer'
import { adagrad, compile, sgd, type AnyGradientTransformation } from 'optfuse'
import { random } from './random.ts'

const FEATURES = 2_000
const BATCH = 8

/** An example: the features present, each with value 1, and what to predict. */
type Example = { readonly features: readonly number[]; readonly label: 0 | 1 }

const uniform = random(7)
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
const truth = Float64Array.from({ length: FEATURES }, () => 1.5 * normal())

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
const score = (weights: Float64Array, { features }: Example) =>
  features.reduce((sum, feature) => sum + (weights[feature] ?? 0), 0)

const ranks = [...truth.keys()]
const examples = (size: number): readonly Example[] =>
  Array.from({ length: size }, () => {
    const features = ranks.filter((rank) => uniform() < 4 / (rank + 8))
    return { features, label: uniform() < sigmoid(score(truth, { features, label: 0 })) ? 1 : 0 }
  })

const training = examples(8_000)
const validation = examples(2_000)
const test = examples(4_000)

// log(1 + exp(z)) - label * z, without overflow
const meanLoss = (weights: Float64Array, set: readonly Example[]) =>
  set.reduce((sum, example) => {
    const z = score(weights, example)
    return sum + Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - example.label * z
  }, 0) / set.length

const accuracy = (weights: Float64Array, set: readonly Example[]) =>
  set.filter((example) => score(weights, example) > 0 === (example.label === 1)).length / set.length

/** One pass over the training examples. */
const learn = (optimizer: AnyGradientTransformation): Float64Array => {
  const run = compile(optimizer, { weights: new Float64Array(FEATURES) })
  const { weights } = run.params
  const gradient = run.grads.weights
  for (let start = 0; start < training.length; start += BATCH) {
    const batch = training.slice(start, start + BATCH)
    gradient.fill(0)
    for (const example of batch) {
      const slope = (sigmoid(score(weights, example)) - example.label) / batch.length
      for (const feature of example.features) gradient[feature] = (gradient[feature] ?? 0) + slope
    }
    run.step()
  }
  const learned = weights.slice()
  run.dispose()
  return learned
}

// The same search for both: two rates per octave over a range that holds both optima well inside.
const rates = Array.from({ length: 25 }, (_, i) => 2 ** (i / 2 - 6))

const candidates = [
  { name: 'SGD', make: (rate: number) => sgd(rate) },
  { name: 'Adagrad', make: (rate: number) => adagrad(rate) },
]

console.log(`Logistic regression, ${FEATURES} sparse features, one pass over ${training.length} examples.`)
console.log(
  `Each optimizer at the learning rate, of ${rates.length} tried, that is best on ${validation.length} validation examples.`,
)
const table = new Table({ columns: [{ name: 'optimizer', alignment: 'left' }], shouldDisableColors: true })
for (const { name, make } of candidates) {
  const tried = rates.map((rate) => {
    const weights = learn(make(rate))
    return { rate, weights, loss: meanLoss(weights, validation) }
  })
  const best = tried.reduce((least, run) => (run.loss < least.loss ? run : least))
  table.addRow({
    optimizer: name,
    'best rate': best.rate.toPrecision(3),
    'validation loss': best.loss.toFixed(4),
    'test loss': meanLoss(best.weights, test).toFixed(4),
    'test accuracy': `${(100 * accuracy(best.weights, test)).toFixed(1)} %`,
  })
}
console.log(table.render())
