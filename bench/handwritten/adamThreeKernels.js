// @ts-check
/**
 * Adam as three kernels of gpu.js, one for each array that it writes: what one output a kernel leads to. Two copies of
 * each take turns.
 */
import { hyperparameters } from './hyperparameters.js'

/**
 * @param {any} library gpu.js
 * @param {any} gpu An instance of it, in mode webgpu
 * @param {any} context Its device
 * @param {Float32Array} params
 * @param {Float32Array} grads
 */
export function adamThreeKernels(library, gpu, context, params, grads) {
  const size = params.length
  const upload = (/** @type {Float32Array} */ data) => {
    const buffer = context.device.createBuffer({ size: size * 4, usage: 128 | 8 | 4 })
    context.device.queue.writeBuffer(buffer, 0, data)
    return new library.WebGPUBufferResult({ buffer, output: [size], componentCount: 1, context, kernel: null })
  }
  const make = (/** @type {string} */ source) =>
    [0, 1].map(() => gpu.createKernel(source, { output: [size], pipeline: true }))
  const mean = make('function (g, m, b, c) { return b * m[this.thread.x] + c * g[this.thread.x]; }')
  const square = make(
    'function (g, v, b, c) { return b * v[this.thread.x] + c * g[this.thread.x] * g[this.thread.x]; }',
  )
  const move = make(
    'function (p, m, v, c1, c2, eps, lr) { return p[this.thread.x] + m[this.thread.x] * c1 / (Math.sqrt(v[this.thread.x] * c2) + eps) * lr; }',
  )
  const g = upload(grads)
  let [p, m, v] = [upload(params), upload(new Float32Array(size)), upload(new Float32Array(size))]
  const { b1, b2, eps, learningRate } = hyperparameters
  let count = 0
  return {
    params: () => p,
    step: async () => {
      const turn = count % 2
      count += 1
      m = await mean[turn](g, m, b1, 1 - b1)
      v = await square[turn](g, v, b2, 1 - b2)
      p = await move[turn](p, m, v, 1 / (1 - b1 ** count), 1 / (1 - b2 ** count), eps, -learningRate)
    },
    destroy: () => {
      for (const kernel of [...mean, ...square, ...move]) kernel.destroy()
    },
  }
}
