// @ts-check
import { hyperparameters } from './hyperparameters.js'

/**
 * @typedef {object} Moments
 * @property {number} count
 * @property {Float32Array} mu First moment.
 * @property {Float32Array} nu Second moment.
 */

/**
 * Adam as a careful person writes it in plain JavaScript without mutation: one fused loop, fresh arrays out.
 *
 * Intermediate values stay float64 and round once when stored. Rounding each operation with `Math.fround` would give the
 * kernels' bits, and was measured to be slower.
 *
 * @param {Float32Array} grads
 * @param {Moments} state
 * @returns {[Float32Array, Moments]} The updates to add to the parameters, and the next moments.
 */
export function adamLoop(grads, state) {
  const { b1, b2, eps, epsRoot, learningRate } = hyperparameters
  const size = grads.length
  const count = state.count + 1
  const oneMinusB1 = 1 - b1
  const oneMinusB2 = 1 - b2
  const scale = -learningRate / (1 - b1 ** count)
  const c2 = 1 / (1 - b2 ** count)
  const oldMu = state.mu
  const oldNu = state.nu
  const updates = new Float32Array(size)
  const mu = new Float32Array(size)
  const nu = new Float32Array(size)
  for (let i = 0; i < size; i += 1) {
    const g = grads[i]
    const m = b1 * oldMu[i] + oneMinusB1 * g
    const v = b2 * oldNu[i] + oneMinusB2 * g * g
    mu[i] = m
    nu[i] = v
    updates[i] = (scale * m) / (Math.sqrt(v * c2 + epsRoot) + eps)
  }
  return [updates, { count, mu, nu }]
}
