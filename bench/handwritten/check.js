// @ts-check
/**
 * Checks the hand-written contenders against the plain formula: `node bench/handwritten/check.js`.
 *
 * The kernels must agree bit for bit; the JavaScript loop, which rounds less often, to float32 accuracy.
 */
import assert from 'node:assert/strict'
import { fill } from '../harness/fill.js'
import { adamKernel } from './adamKernel.js'
import { adamLoop } from './adamLoop.js'
import { clipAdamwKernel } from './clipAdamwKernel.js'
import { plainStep } from './plain.js'

const STEPS = 20

/** @param {Float32Array} array */
const bits = (array) => new Uint32Array(array.slice().buffer)

/**
 * @param {string} name
 * @param {import('./plain.js').Arrays & { step: () => void }} kernel
 * @param {{ clip: boolean, decay: boolean }} links
 */
function checkKernel(name, kernel, links) {
  const size = kernel.p.length
  fill(kernel.p, 1)
  const plain = { p: kernel.p.slice(), g: new Float32Array(size), m: new Float32Array(size), v: new Float32Array(size) }
  for (let count = 1; count <= STEPS; count += 1) {
    fill(kernel.g, 1 + count)
    plain.g.set(kernel.g)
    kernel.step()
    plainStep(plain, count, links)
    for (const key of /** @type {const} */ (['p', 'm', 'v'])) {
      assert.deepEqual(bits(kernel[key]), bits(plain[key]), `${name}, ${size} elements, step ${count}: ${key} differs`)
    }
  }
}

/** @param {number} size */
function checkLoop(size) {
  const zeros = () => new Float32Array(size)
  const plain = { p: zeros(), g: zeros(), m: zeros(), v: zeros() }
  /** @type {import('./adamLoop.js').Moments} */
  let state = { count: 0, mu: zeros(), nu: zeros() }
  const summed = zeros()
  for (let count = 1; count <= STEPS; count += 1) {
    fill(plain.g, count)
    plainStep(plain, count, { clip: false, decay: false })
    const [updates, next] = adamLoop(plain.g, state)
    state = next
    updates.forEach((update, i) => (summed[i] += update))
  }
  summed.forEach((value, i) => assert.ok(Math.abs(value - plain.p[i]) <= 1e-6, `adamLoop, element ${i}`))
  assert.equal(state.count, STEPS)
}

for (const size of [0, 1, 3, 4, 15, 16, 17, 1000, 4099]) {
  checkKernel('adam', await adamKernel(size), { clip: false, decay: false })
  checkKernel('clip + adamw', await clipAdamwKernel(size), { clip: true, decay: true })
  checkLoop(size)
}
console.log('The hand-written kernels agree with the plain formula bit for bit, and the loop to float32 accuracy.')
