import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax'
import { PIXELS, type Batch } from './dataset.ts'

const HIDDEN = 128
const DIGITS = 10

/** The parameters of the two-layer perceptron 784-128-10. The gradients have the same shape. */
export type Params = {
  readonly hidden: { readonly weights: Float32Array; readonly biases: Float32Array }
  readonly output: { readonly weights: Float32Array; readonly biases: Float32Array }
}

// The same tree as jax-js sees it.
type Arrays = {
  hidden: { weights: np.Array; biases: np.Array }
  output: { weights: np.Array; biases: np.Array }
}

await init('wasm')
defaultDevice('wasm')

// Weights uniform in +-sqrt(6 / inputs), which keeps the size of the signal through a ReLU layer (He et al. 2015).
const layer = (inputs: number, outputs: number, random: () => number) => {
  const limit = Math.sqrt(6 / inputs)
  const weights = Float32Array.from({ length: inputs * outputs }, () => (2 * random() - 1) * limit)
  return { weights, biases: new Float32Array(outputs) }
}

/** Fresh parameters. */
export const initialParams = (random: () => number): Params => ({
  hidden: layer(PIXELS, HIDDEN, random),
  output: layer(HIDDEN, DIGITS, random),
})

const toArrays = ({ hidden, output }: Params): Arrays => ({
  hidden: { weights: np.array(hidden.weights, { shape: [PIXELS, HIDDEN] }), biases: np.array(hidden.biases) },
  output: { weights: np.array(output.weights, { shape: [HIDDEN, DIGITS] }), biases: np.array(output.biases) },
})

const images = (batch: Batch) => np.array(batch.images, { shape: [batch.size, PIXELS] })
const labels = (batch: Batch) => np.array(batch.labels, { shape: [batch.size], dtype: np.int32 })

// Every jax-js function uses its arguments up; what is needed twice is passed as `.ref`.
const logits = ({ hidden, output }: Arrays, x: np.Array): np.Array => {
  const active = nn.relu(np.matmul(x, hidden.weights).add(hidden.biases))
  return np.matmul(active, output.weights).add(output.biases)
}

const crossEntropy = (params: Arrays, x: np.Array, y: np.Array): np.Array =>
  nn.logSoftmax(logits(params, x)).mul(nn.oneHot(y, DIGITS)).sum(-1).mean().neg()

const lossAndGradArrays = jit(valueAndGrad(crossEntropy))
const logitsJit = jit(logits)
const lossJit = jit(crossEntropy)

const floats = async (array: np.Array): Promise<Float32Array> => {
  const data = await array.data()
  if (data instanceof Float32Array) return data
  throw new TypeError('jax-js returned something else than float32')
}

const number = async (array: np.Array): Promise<number> => (await floats(array))[0] ?? NaN

/** The mean cross-entropy of a batch, and its gradient as plain typed arrays. */
export const lossAndGrads = async (params: Params, batch: Batch): Promise<{ loss: number; grads: Params }> => {
  const [loss, { hidden, output }] = lossAndGradArrays(toArrays(params), images(batch), labels(batch))
  return {
    loss: await number(loss),
    grads: {
      hidden: { weights: await floats(hidden.weights), biases: await floats(hidden.biases) },
      output: { weights: await floats(output.weights), biases: await floats(output.biases) },
    },
  }
}

/** The mean cross-entropy of a batch. */
export const lossOf = async (params: Params, batch: Batch): Promise<number> =>
  number(lossJit(toArrays(params), images(batch), labels(batch)))

/** The fraction of a batch that is recognised. */
export const accuracyOf = async (params: Params, batch: Batch): Promise<number> => {
  const scores = await floats(logitsJit(toArrays(params), images(batch)))
  let right = 0
  for (let i = 0; i < batch.size; i++) {
    const row = scores.subarray(i * DIGITS, (i + 1) * DIGITS)
    if (row.indexOf(Math.max(...row)) === batch.labels[i]) right++
  }
  return right / batch.size
}
