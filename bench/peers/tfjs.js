// @ts-check
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { timed } from '../harness/contender.js'

let created = 0

/**
 * The Adam of TensorFlow.js on one of its backends, one thread.
 *
 * @param {'wasm' | 'cpu'} backend
 * @param {Float32Array} params
 * @param {Float32Array} grads
 */
export async function tfjsAdam(backend, params, grads) {
  const { default: tf } = await import('@tensorflow/tfjs-core')
  tf.enableProdMode()
  await import('@tensorflow/tfjs-backend-cpu')
  const { default: wasm } = await import('@tensorflow/tfjs-backend-wasm')
  wasm.setThreadsCount(1)
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js refuses its ${backend} backend`)
  const { learningRate, b1, b2, eps } = hyperparameters
  const name = `params${(created += 1)}`
  const p = tf.variable(tf.tensor1d(params), true, name)
  const g = tf.tensor1d(grads)
  const adam = new tf.AdamOptimizer(learningRate, b1, b2, eps)
  const sample = timed(() => adam.applyGradients([{ name, tensor: g }]))
  return {
    sample: async (/** @type {number} */ times) => {
      await tf.setBackend(backend)
      return sample(times)
    },
    read: async () => new Float32Array(await p.data()),
    dispose: () => {
      adam.dispose()
      p.dispose()
      g.dispose()
    },
  }
}
