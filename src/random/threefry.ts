/** Random bits by counting: Threefry, as jax.random has it. @module */

/** Two unsigned 32-bit numbers: a key, or what comes out of one. */
export type Pair = readonly [number, number]

/** How far each of the eight rounds that alternate in two groups of four rotates. */
const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
]

/**
 * What Threefry-2x32 with twenty rounds makes of a counter under a key: two numbers that look like no others.
 *
 * @see Salmon et al. 2011, https://doi.org/10.1145/2063384.2063405
 */
export const threefry = ([k0, k1]: Pair, high: number, low: number): Pair => {
  const keys = [k0, k1, k0 ^ k1 ^ 0x1bd11bda]
  let a = (high + k0) | 0
  let b = (low + k1) | 0
  for (let group = 0; group < 5; group++) {
    for (const by of rotations[group % 2]) {
      a = (a + b) | 0
      b = ((b << by) | (b >>> (32 - by))) ^ a
    }
    a = (a + keys[(group + 1) % 3]) | 0
    b = (b + keys[(group + 2) % 3] + group + 1) | 0
  }
  return [a >>> 0, b >>> 0]
}
