// @ts-check
import { arena } from './arena.js'
import { assemble } from './assemble.js'
import { hyperparameters } from './hyperparameters.js'

/**
 * The hand-written clipping by global norm and AdamW over parameters that live in WebAssembly memory.
 *
 * @param {number} size
 */
export async function clipAdamwKernel(size) {
  const module = await assemble('clipAdamw.wat')
  const { b1, b2, eps, epsRoot, weightDecay, maxNorm, learningRate } = hyperparameters
  const { memory, at, bytes, ...views } = arena(size)
  const { exports } = new WebAssembly.Instance(module, { arena: { memory } })
  const sumOfSquares = /** @type {(...numbers: number[]) => number} */ (exports.sumOfSquares)
  const clipAdamw = /** @type {(...numbers: number[]) => void} */ (exports.clipAdamw)
  let count = 0
  const step = () => {
    count += 1
    const c1 = 1 / (1 - b1 ** count)
    const c2 = 1 / (1 - b2 ** count)
    const norm = Math.sqrt(sumOfSquares(at.g, bytes))
    const factor = norm > maxNorm ? maxNorm / norm : 1
    const rates = [b1, 1 - b1, b2, 1 - b2, c1, c2, eps, epsRoot, weightDecay, -learningRate]
    clipAdamw(at.p, at.g, at.m, at.v, bytes, factor, ...rates)
  }
  return { ...views, step }
}
