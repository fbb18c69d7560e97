// @ts-check
import { arena } from './arena.js'
import { assemble } from './assemble.js'
import { hyperparameters } from './hyperparameters.js'

/**
 * The hand-written fused Adam over parameters that live in WebAssembly memory.
 *
 * @param {number} size
 */
export async function adamKernel(size) {
  const module = await assemble('adam.wat')
  const { b1, b2, eps, epsRoot, learningRate } = hyperparameters
  const { memory, at, bytes, ...views } = arena(size)
  const { exports } = new WebAssembly.Instance(module, { arena: { memory } })
  const adam = /** @type {(...numbers: number[]) => void} */ (exports.adam)
  let count = 0
  const step = () => {
    count += 1
    const c1 = 1 / (1 - b1 ** count)
    const c2 = 1 / (1 - b2 ** count)
    adam(at.p, at.g, at.m, at.v, bytes, b1, 1 - b1, b2, 1 - b2, c1, c2, eps, epsRoot, -learningRate)
  }
  return { ...views, step }
}
