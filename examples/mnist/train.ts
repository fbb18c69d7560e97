import { compile, type AnyGradientTransformation } from 'optfuse'
import { random } from '../random.ts'
import { batches, type Batch, type Dataset } from './dataset.ts'
import { accuracyOf, initialParams, lossAndGrads, lossOf } from './model.ts'

/** One way to train: which optimizer, on batches of what size, for how many steps. */
export type Recipe = {
  readonly name: string
  readonly optimizer: AnyGradientTransformation
  readonly batchSize: number
  readonly steps: number
}

/** What came of it. */
export type Outcome = {
  readonly recipe: Recipe
  /** The loss of each step's batch, before the step. */
  readonly losses: readonly number[]
  /** Mean loss over the whole training set at the end. */
  readonly trainLoss: number
  /** Fraction of the test pictures recognised at the end. */
  readonly accuracy: number
  /** Milliseconds spent in jax-js, copies in and out included. */
  readonly gradientTime: number
  /** Milliseconds spent in optfuse, the copy of the gradient included. */
  readonly optimizerTime: number
}

/** The data of a training run. */
export type Data = { readonly training: Dataset; readonly all: Batch; readonly test: Batch }

/** Trains from the same first parameters, on the same order of pictures, whatever the recipe. */
export const train = async (
  { training, all, test }: Data,
  recipe: Recipe,
  seed: number,
  onStep: (loss: number) => Promise<void> | void,
): Promise<Outcome> => {
  const run = compile(recipe.optimizer, initialParams(random(seed)))
  const feed = recipe.batchSize === training.size ? undefined : batches(training, recipe.batchSize, random(seed + 1))
  const next = (): Batch => (feed === undefined ? all : feed.next().value)
  if (feed !== undefined) await lossAndGrads(run.params, next()) // jax-js compiles here, outside the clock
  const losses: number[] = []
  let gradientTime = 0
  let optimizerTime = 0
  while (losses.length < recipe.steps) {
    const batch = next()
    const start = performance.now()
    const { loss, grads } = await lossAndGrads(run.params, batch)
    const middle = performance.now()
    run.step(grads)
    const end = performance.now()
    gradientTime += middle - start
    optimizerTime += end - middle
    losses.push(loss)
    await onStep(loss)
  }
  const trainLoss = await lossOf(run.params, all)
  const accuracy = await accuracyOf(run.params, test)
  run.dispose()
  return { recipe, losses, trainLoss, accuracy, gradientTime, optimizerTime }
}
