/** What runs within a page with TensorFlow.js: each check gives what was measured. @module */
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import '@tensorflow/tfjs-backend-webgl'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { adamw, chain, clipByGlobalNorm, warmupCosineDecaySchedule } from '../../src/index.ts'
import { checkStack, stackLaws } from '../../src/laws/index.ts'
import { tfjsStack, toTfjs, type StepPlace, type TfjsOptimizer } from '../../src/tfjs/index.ts'

setWasmPaths('/')

const schedule = warmupCosineDecaySchedule({ initValue: 0, peakValue: 0.1, warmupSteps: 5, decaySteps: 60 })

const make = (place: StepPlace): TfjsOptimizer =>
  toTfjs(chain(clipByGlobalNorm(1), adamw(schedule, { weightDecay: 1e-3, mask: ['**.kernel'] })), { place })

const glorot = (seed: number) => layers.initializers.glorotUniform({ seed })

/** A network that learns "either, or". */
const makeModel = (): layers.Sequential =>
  layers.sequential({
    layers: [
      layers.layers.dense({ units: 8, activation: 'tanh', inputShape: [2], kernelInitializer: glorot(7) }),
      layers.layers.dense({ units: 1, kernelInitializer: glorot(8) }),
    ],
  })

/** Checks by name; arguments and results are JSON. */
const checks = {
  /** The backend that then is in use, and where steps run on it by default. */
  start: async (backend: string): Promise<readonly [string, StepPlace]> => {
    await tf.setBackend(backend)
    await tf.ready()
    return [tf.getBackend(), toTfjs(adamw(0.1)).place]
  },
  /** The law of stacks that is broken there, or undefined; Node tries every optimizer as well. */
  laws: (tolerances: Readonly<Record<string, number>>): string | undefined => {
    const like = tf.scalar(0)
    const laws = stackLaws.filter(({ name }) => name !== 'optimizers agree')
    try {
      checkStack(tfjsStack(tf), like, { live: () => tf.memory().numTensors, tolerances, laws })
      return undefined
    } catch (error) {
      return String(error)
    } finally {
      like.dispose()
    }
  },
  /** A model that is fitted: its losses, the learning rates after each epoch, and the tensors held after each. */
  fit: async (place: StepPlace, epochs: number) => {
    const model = makeModel()
    const optimizer = make(place)
    model.compile({ optimizer, loss: 'meanSquaredError' })
    const [xs, ys] = [tf.tensor([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]), tf.tensor([0, 1, 1, 0], [4, 1])]
    const [losses, rates, tensors]: [number[], number[], number[]] = [[], [], []]
    const onEpochEnd = (_: number, logs?: layers.Logs): void => {
      losses.push(logs?.['loss'] ?? NaN)
      rates.push(optimizer.learningRate)
      tensors.push(tf.memory().numTensors)
    }
    await model.fit(xs, ys, { epochs, batchSize: 4, shuffle: false, verbose: 0, callbacks: { onEpochEnd } })
    optimizer.dispose()
    model.dispose()
    tf.dispose([xs, ys])
    return { losses, rates, tensors }
  },
  /** Steps of `minimize` and of `applyGradients`: the variable after them, and the tensors held on the way. */
  steps: (place: StepPlace, count: number) => {
    const before = tf.memory().numTensors
    const w = tf.tidy(() => tf.variable(tf.tensor([3, -2]), true, 'w'))
    const optimizer = make(place)
    const tensors: number[] = []
    for (let i = 0; i < count; i++) {
      if (i % 2 === 0) optimizer.minimize(() => tf.sum(tf.square(w)))
      else tf.tidy(() => optimizer.applyGradients({ w: tf.mul(w, 2) }))
      tensors.push(tf.memory().numTensors)
    }
    const values = [...w.dataSync()]
    optimizer.dispose()
    w.dispose()
    return { values, tensors, left: tf.memory().numTensors, before }
  },
  /** A variable after steps by one optimizer, and by two of which the second is made from the configuration and weights of the first. */
  resume: async (place: StepPlace, count: number) => {
    const before = tf.memory().numTensors
    const w = tf.tidy(() => tf.variable(tf.tensor([3, -2]), true, 'w'))
    const run = (optimizer: tf.Optimizer, steps: number): void => {
      for (let i = 0; i < steps; i++) optimizer.minimize(() => tf.sum(tf.square(w)))
    }
    const whole = make(place)
    run(whole, 2 * count)
    const [wanted, rate] = [[...w.dataSync()], whole.learningRate]
    whole.dispose()

    tf.tidy(() => w.assign(tf.tensor([3, -2])))
    const first = make(place)
    run(first, count)
    const weights = await first.getWeights()
    const [type, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[first.getClassName()]
    const second = fromConfig(type, first.getConfig()) as TfjsOptimizer
    first.dispose()
    await second.setWeights(weights)
    for (const { tensor } of weights) tensor.dispose()
    run(second, count)
    const got = [...w.dataSync()]
    const rates = [rate, second.learningRate]
    second.dispose()
    w.dispose()
    return { wanted, got, rates, left: tf.memory().numTensors, before }
  },
}

/** The checks, for what drives the page. */
export type TfjsChecks = typeof checks

Object.assign(globalThis, { checks })
