// @ts-check
/**
 * Fills an array with reproducible numbers between -1 and 1 (a xorshift generator: the same on every machine).
 *
 * @param {Float32Array} array
 * @param {number} seed
 * @returns {Float32Array} The same array.
 */
export function fill(array, seed) {
  let x = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1
  for (let i = 0; i < array.length; i += 1) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    array[i] = x / 2147483648
  }
  return array
}
