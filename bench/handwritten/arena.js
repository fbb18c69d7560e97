// @ts-check
/**
 * One WebAssembly memory holding parameters, gradients and two moments, side by side, each padded with zeros to whole
 * blocks of sixteen elements.
 *
 * @typedef {object} Arena
 * @property {WebAssembly.Memory} memory
 * @property {Record<'p' | 'g' | 'm' | 'v', number>} at Byte offsets of the four arrays.
 * @property {number} bytes Bytes of one padded array.
 * @property {Float32Array} p
 * @property {Float32Array} g
 * @property {Float32Array} m
 * @property {Float32Array} v
 */

const PAGE = 65536
const BLOCK = 64

/**
 * @param {number} size Elements in each array.
 * @returns {Arena}
 */
export function arena(size) {
  const bytes = Math.ceil((size * 4) / BLOCK) * BLOCK
  // An extra cache line between arrays keeps equal indices off equal addresses modulo 4096.
  const stride = bytes + BLOCK
  const pages = Math.ceil((4 * stride) / PAGE)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const at = { p: 0, g: stride, m: 2 * stride, v: 3 * stride }
  const view = (/** @type {number} */ offset) => new Float32Array(memory.buffer, offset, size)
  return { memory, at, bytes, p: view(at.p), g: view(at.g), m: view(at.m), v: view(at.v) }
}
