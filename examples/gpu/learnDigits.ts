// A perceptron learns handwritten digits with everything on one GPU: TensorFlow.js finds the gradients, optfuse makes the
// steps, and what goes from one to the other are buffers of the device. The host brings the pictures.

import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients.js'
import { adamw, chain, clipByGlobalNorm, warmupCosineDecaySchedule } from 'optfuse'
import { compileGpu, type GpuRegions } from 'optfuse/gpu'
import { batches, PIXELS, whole, type Batch, type Dataset } from '../mnist/dataset.ts'
import { random } from '../random.ts'

const DIGITS = 10
const BATCH = 64

/** The shapes of the parameters. */
const shapes = {
  hiddenWeights: [PIXELS, 32],
  hiddenBiases: [32],
  outputWeights: [32, DIGITS],
  outputBiases: [DIGITS],
} as const

type Name = keyof typeof shapes
/** The parameters; gradients have the same shape. */
export type Params = Readonly<Record<Name, Float32Array>>
const names = Object.keys(shapes) as readonly Name[]

/** A step that was made. What is read waits for the device, and is only for those who want to see it. */
export interface Progress {
  readonly step: number
  /** The mean loss of the step's pictures, before the step. */
  readonly readLoss: () => Promise<number>
  readonly readGrads: () => Promise<Params>
}

/** What came of it. */
export interface Learned {
  readonly params: Params
  /** Shares of the unseen pictures that were recognised, before and after. */
  readonly accuracy: readonly [number, number]
  /** What the unseen pictures are taken for, after. */
  readonly guesses: ArrayLike<number>
}

/** The optimizer for so many steps. */
export const optimizerFor = (steps: number) =>
  chain(
    clipByGlobalNorm(1),
    adamw(
      warmupCosineDecaySchedule({
        initValue: 0,
        peakValue: 0.02,
        warmupSteps: Math.round(steps / 10),
        decaySteps: steps,
      }),
      { weightDecay: 1e-2 },
    ),
  )

/** Weights uniform in ±√(6 / inputs), which keeps the size of the signal (He et al. 2015), and biases of 0. */
export const initialParams = (next: () => number): Params => {
  const weights = ([inputs, outputs]: readonly [number, number]): Float32Array =>
    Float32Array.from({ length: inputs * outputs }, () => (2 * next() - 1) * Math.sqrt(6 / inputs))
  return {
    hiddenWeights: weights(shapes.hiddenWeights),
    hiddenBiases: new Float32Array(shapes.hiddenBiases[0]),
    outputWeights: weights(shapes.outputWeights),
    outputBiases: new Float32Array(shapes.outputBiases[0]),
  }
}

/** Regions of one buffer as tensors: the buffer as it is, then cut into leaves. */
const asTensors = (regions: GpuRegions<Params>): tf.Tensor[] => {
  const { buffer } = regions.hiddenWeights
  const all = tf.tensor({ buffer, zeroCopy: true }, [buffer.size / 4], 'float32')
  return names.map((name) => tf.reshape(tf.slice(all, regions[name].offset / 4, regions[name].size), [...shapes[name]]))
}

const logits = ([w1, b1, w2, b2]: readonly tf.Tensor[], images: tf.Tensor2D): tf.Tensor2D =>
  tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(images, w1), b1)), w2), b2)

const imagesOf = ({ images, size }: Batch): tf.Tensor2D => tf.tensor2d(images, [size, PIXELS])

const labelsOf = ({ labels }: Batch): tf.Tensor => tf.oneHot(tf.tensor1d(labels, 'int32'), DIGITS)

/** Copies tensors to where a run reads its gradients: from buffer to buffer. */
const copyTo = (regions: GpuRegions<Params>, tensors: readonly tf.Tensor[], device: GPUDevice): void => {
  const sources = tensors.map((tensor) => tensor.dataToGPU().buffer)
  const encoder = device.createCommandEncoder()
  names.forEach((name, i) => {
    const [source, { buffer, offset, size }] = [sources[i], regions[name]]
    if (source !== undefined) encoder.copyBufferToBuffer(source, 0, buffer, offset, size * 4)
  })
  device.queue.submit([encoder.finish()])
}

const readParams = async (regions: GpuRegions<Params>): Promise<Params> => {
  const tensors = tf.tidy(() => asTensors(regions))
  const [hiddenWeights, hiddenBiases, outputWeights, outputBiases] = await Promise.all(
    tensors.map((tensor) => tensor.data<'float32'>()),
  )
  tf.dispose(tensors)
  return { hiddenWeights, hiddenBiases, outputWeights, outputBiases }
}

/** Trains on the device of TensorFlow.js. */
export const learnDigits = async (
  params: Params,
  training: Dataset,
  test: Dataset,
  steps: number,
  onStep: (progress: Progress) => Promise<void>,
): Promise<Learned> => {
  await tf.setBackend('webgpu')
  const backend = tf.backend()
  if (!(backend instanceof WebGPUBackend)) throw new Error('TensorFlow.js has no WebGPU here.')
  const { device } = backend
  const run = await compileGpu(optimizerFor(steps), params, { device })

  const unseen = whole(test)
  const recognise = async (): Promise<ArrayLike<number>> => {
    const regions = await run.paramBuffers()
    const digits = tf.tidy(() => tf.argMax(logits(asTensors(regions), imagesOf(unseen)), 1))
    const guesses = await digits.data()
    digits.dispose()
    return guesses
  }
  const shareOf = (guesses: ArrayLike<number>): number =>
    unseen.labels.filter((label, i) => label === guesses[i]).length / unseen.size
  const before = shareOf(await recognise())

  const feed = batches(training, BATCH, random(2))
  for (let step = 1; step <= steps; step++) {
    const batch = feed.next().value
    const regions = await run.paramBuffers()
    const loss = tf.tidy(() => {
      const [images, labels] = [imagesOf(batch), labelsOf(batch)]
      const crossEntropy = (...leaves: tf.Tensor[]): tf.Scalar =>
        tf.mul(tf.sum(tf.mul(tf.logSoftmax(logits(leaves, images)), labels)), -1 / batch.size)
      const { value, grads } = tf.valueAndGrads(crossEntropy)(asTensors(regions))
      copyTo(run.grads, grads, device)
      return value
    })
    await run.step()
    await onStep({
      step,
      readLoss: async () => (await loss.data())[0] ?? NaN,
      readGrads: () => readParams(run.grads),
    })
    loss.dispose()
  }

  const guesses = await recognise()
  const trained = await run.params()
  run.dispose()
  return { params: trained, accuracy: [before, shareOf(guesses)], guesses }
}
