// @ts-check
import { hyperparameters } from './hyperparameters.js'

const f = Math.fround

/**
 * The formula the hand-written kernels must reproduce bit for bit: one element at a time, every operation rounded to
 * float32, no attention to speed. Writes to what it is given.
 *
 * @typedef {{ p: Float32Array, g: Float32Array, m: Float32Array, v: Float32Array }} Arrays
 *
 * @param {Arrays} arrays
 * @param {number} count The number of this step, from 1.
 * @param {{ clip: boolean, decay: boolean }} links Which links surround Adam.
 */
export function plainStep({ p, g, m, v }, count, { clip, decay }) {
  const { b1, b2, eps, epsRoot, learningRate, weightDecay, maxNorm } = hyperparameters
  const norm = Math.sqrt(sumOfSquares(g))
  const factor = f(clip && norm > maxNorm ? maxNorm / norm : 1)
  const c1 = f(1 / (1 - b1 ** count))
  const c2 = f(1 / (1 - b2 ** count))
  for (let i = 0; i < p.length; i += 1) {
    const gi = f(g[i] * factor)
    m[i] = f(f(f(b1) * m[i]) + f(f(1 - b1) * gi))
    v[i] = f(f(f(b2) * v[i]) + f(f(1 - b2) * f(gi * gi)))
    const root = f(Math.sqrt(f(f(v[i] * c2) + f(epsRoot))))
    const adam = f(f(m[i] * c1) / f(root + f(eps)))
    const update = decay ? f(adam + f(f(weightDecay) * p[i])) : adam
    p[i] = f(p[i] + f(update * f(-learningRate)))
  }
}

/**
 * Sixteen interleaved float64 sums, added pairwise in the order the kernel uses.
 *
 * @param {Float32Array} g
 */
function sumOfSquares(g) {
  const lanes = new Float64Array(16)
  for (let i = 0; i < g.length; i += 1) lanes[i % 16] += g[i] * g[i]
  const half = (/** @type {number} */ parity) => {
    const [a, b, c, d, e, h, k, l] = [0, 2, 4, 6, 8, 10, 12, 14].map((lane) => lanes[lane + parity])
    return a + b + (c + d) + (e + h + (k + l))
  }
  return half(0) + half(1)
}
