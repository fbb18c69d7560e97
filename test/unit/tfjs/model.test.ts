import { createRequire } from 'node:module'
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  adamw,
  chain,
  clipByGlobalNorm,
  namedChain,
  reduceOnPlateau,
  sgd,
  warmupCosineDecaySchedule,
} from '../../../src/index.ts'
import { toTfjs, type TfModule } from '../../../src/tfjs/index.ts'

const optimizer = () =>
  chain(
    clipByGlobalNorm(1),
    adamw(warmupCosineDecaySchedule({ initValue: 0, peakValue: 0.1, warmupSteps: 5, decaySteps: 40 }), {
      weightDecay: 1e-3,
    }),
  )

const xs = tf.tensor2d([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
])
const ys = tf.tensor2d([[0], [1], [1], [0]])

const makeModel = (): layers.Sequential =>
  layers.sequential({
    layers: [
      layers.layers.dense({
        units: 8,
        activation: 'tanh',
        inputShape: [2],
        kernelInitializer: layers.initializers.glorotUniform({ seed: 7 }),
      }),
      layers.layers.dense({ units: 1, kernelInitializer: layers.initializers.glorotUniform({ seed: 8 }) }),
    ],
  })

const fit = (model: layers.LayersModel, epochs: number, onEpochEnd = (): void => undefined) =>
  model.fit(xs, ys, { epochs, batchSize: 4, shuffle: false, verbose: 0, callbacks: { onEpochEnd } })

const weightsOf = (model: layers.LayersModel): readonly (readonly number[])[] =>
  model.getWeights().map((weight) => [...weight.dataSync()])

describe('a model', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu')
  })

  it.each(['tensors', 'engine'] as const)('learns with clipping, decay and a schedule, by %s', async (place) => {
    const model = makeModel()
    const rates: number[] = []
    const adapter = toTfjs(optimizer(), { place })
    model.compile({ optimizer: adapter, loss: 'meanSquaredError' })
    const { history } = await fit(model, 40, () => {
      rates.push(adapter.learningRate)
    })
    expect(Number(history['loss'].at(-1))).toBeLessThan(Number(history['loss'][0]) / 3)
    expect(rates.slice(0, 5).map((rate) => Number(rate.toFixed(3)))).toEqual([0.02, 0.04, 0.06, 0.08, 0.1])
    expect(rates.at(-1)).toBeCloseTo(0)
    adapter.dispose()
    model.dispose()
  })

  it('hands its loss to an optimizer that reads it', async () => {
    const model = makeModel()
    // No loss is below minus a million, so each one after the first halves the scale.
    const plateau = reduceOnPlateau({ factor: 0.5, patience: 1, rtol: 0, atol: 1e6 })
    const adapter = toTfjs(namedChain({ sgd: sgd(0.01), plateau }))
    model.compile({ optimizer: adapter, loss: 'meanSquaredError' })
    await fit(model, 4)
    const weights = Object.fromEntries(
      (await adapter.getWeights()).map(({ name, tensor }) => [name, tensor.dataSync()]),
    )
    expect(new Float64Array(Int32Array.from(weights['plateau.scale']).buffer)).toEqual(Float64Array.of(1 / 8))
    expect(new Float64Array(Int32Array.from(weights['plateau.bestValue']).buffer)[0]).toBeGreaterThan(0)
    model.dispose()
  })

  it('is saved with its optimizer and goes on from there as if nothing had happened', async () => {
    const model = makeModel()
    const adapter = toTfjs(optimizer())
    model.compile({ optimizer: adapter, loss: 'meanSquaredError' })
    await fit(model, 7)
    const saved: tf.io.ModelArtifacts[] = []
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved.push(artifacts)
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) }
      }),
      { includeOptimizer: true },
    )
    const loaded = await layers.loadLayersModel(tf.io.fromMemory(saved[0]))
    await fit(model, 7)
    await fit(loaded, 7)
    expect(loaded.optimizer.iterations).toBe(14)
    expect(weightsOf(loaded)).toEqual(weightsOf(model))
  })

  it('trains by a second copy of TensorFlow.js in the same program', async () => {
    const other: TfModule = createRequire(import.meta.url)('@tensorflow/tfjs-core/dist/tf-core.js')
    expect(other.Optimizer).not.toBe(tf.Optimizer)
    for (const place of ['tensors', 'engine'] as const) {
      const [first, second] = [makeModel(), makeModel()]
      const adapter = toTfjs(optimizer(), { tf: other, place })
      expect(adapter).toBeInstanceOf(tf.Optimizer)
      first.compile({ optimizer: adapter, loss: 'meanSquaredError' })
      second.compile({ optimizer: toTfjs(optimizer(), { place }), loss: 'meanSquaredError' })
      await fit(first, 5)
      await fit(second, 5)
      expect(weightsOf(first)).toEqual(weightsOf(second))
    }
  })
})
