// Trains a two-layer perceptron on MNIST with ten optimizers. jax-js finds the gradients, optfuse makes the steps.

import { save } from '../draw/save.ts'
import { settings } from '../settings.ts'
import { batchesChart, lossesChart } from './charts.ts'
import { testSet, trainingSet } from './data.ts'
import { whole } from './dataset.ts'
import { startProgress } from './progress.ts'
import { recipes } from './recipes.ts'
import { printTable } from './table.ts'
import { train, type Outcome } from './train.ts'

const SEED = 1

const { quick, out } = settings()
const training = trainingSet(quick ? 5_000 : 60_000)
const data = { training, all: whole(training), test: whole(testSet()) }
console.log(
  `MNIST, perceptron 784-128-10: learning from ${training.size.toLocaleString('en')} pictures, ` +
    `tested on ${data.test.size.toLocaleString('en')} others.`,
)

const outcomes: Outcome[] = []
for (const recipe of recipes(training.size)) {
  const progress = startProgress(recipe.name, recipe.steps)
  const outcome = await train(data, recipe, SEED, (loss) => progress.step(`loss ${loss.toFixed(3)}`))
  progress.stop(`${(100 * outcome.accuracy).toFixed(2)} % of the test pictures`)
  outcomes.push(outcome)
}

printTable(outcomes)
console.log(`Loss of all optimizers: ${save(out, 'losses.svg', lossesChart(outcomes))}`)
console.log(`Batch, stochastic, mini-batch: ${save(out, 'batches.svg', batchesChart(outcomes))}`)
