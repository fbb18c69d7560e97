// Fits a small convolutional network to MNIST in TensorFlow.js, with what its own optimizers lack: clipping by the global
// norm, decoupled weight decay, and a learning rate that warms up and decays.

import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { initializers, layers, sequential, type Sequential } from '@tensorflow/tfjs-layers'
import { adamw, chain, clipByGlobalNorm, warmupCosineDecaySchedule } from 'optfuse'
import { toTfjs } from 'optfuse/tfjs'
import { testSet, trainingSet } from '../mnist/data.ts'
import { pick, type Dataset } from '../mnist/dataset.ts'
import { settings } from '../settings.ts'

const EPOCHS = 2
const BATCH = 32

/** Small, for the convolutions of the cpu backend take milliseconds a picture, and the wasm backend cannot learn any. */
const network = (): Sequential =>
  sequential({
    layers: [
      layers.conv2d({
        inputShape: [28, 28, 1],
        filters: 8,
        kernelSize: 5,
        strides: 3,
        activation: 'relu',
        kernelInitializer: initializers.heNormal({ seed: 1 }),
      }),
      layers.flatten(),
      layers.dense({ units: 10, activation: 'softmax', kernelInitializer: initializers.glorotUniform({ seed: 2 }) }),
    ],
  })

/** Some pictures and what they show, one-hot. */
const asTensors = (from: Dataset, size: number) => {
  const { images, labels } = pick(
    from,
    Uint32Array.from({ length: size }, (_, i) => i),
  )
  return { xs: tf.tensor4d(images, [size, 28, 28, 1]), ys: tf.oneHot(tf.tensor1d(labels, 'int32'), 10) }
}

const { quick } = settings()
await tf.setBackend('cpu')
const size = quick ? 400 : 2_500
const training = asTensors(trainingSet(size), size)
const test = asTensors(testSet(), quick ? 200 : 500)

const steps = EPOCHS * Math.ceil(size / BATCH)
const learningRate = warmupCosineDecaySchedule({
  initValue: 0,
  peakValue: 1e-2,
  warmupSteps: Math.round(steps / 10),
  decaySteps: steps,
})
const optimizer = toTfjs(chain(clipByGlobalNorm(1), adamw(learningRate, { weightDecay: 1e-2 })))

const model = network()
model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
console.log(`MNIST in TensorFlow.js: ${model.countParams()} parameters, ${size} pictures, ${steps} steps.`)
const percent = (share: unknown) => `${(100 * Number(share)).toFixed(1)} %`
await model.fit(training.xs, training.ys, {
  epochs: EPOCHS,
  batchSize: BATCH,
  validationData: [test.xs, test.ys],
  verbose: 0,
  callbacks: {
    onEpochEnd: (epoch, logs) =>
      console.log(
        `Epoch ${epoch + 1}: loss ${Number(logs?.['loss']).toFixed(3)}, ${percent(logs?.['val_acc'])} of unseen digits, ` +
          `next learning rate ${optimizer.learningRate.toExponential(1)}`,
      ),
  },
})
optimizer.dispose()
