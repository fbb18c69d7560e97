/** Random bits by counting: Threefry, as jax.random has it. @module */

/** Two unsigned 32-bit numbers: a key, or what comes out of one. */
export type Pair = readonly [number, number]

/** How far the four rounds of a group rotate, in groups of either kind. */
const rotations = Uint8Array.of(13, 15, 26, 6, 17, 29, 16, 24)

/**
 * What Threefry-2x32 with twenty rounds makes of a counter under a key: two numbers that look like no others.
 *
 * @see Salmon et al. 2011, https://doi.org/10.1145/2063384.2063405
 */
export const threefry = ([k0, k1]: Pair, high: number, low: number): Pair => {
  let [now, next, after] = [k0, k1, k0 ^ k1 ^ 0x1bd11bda]
  let a = (high + now) | 0
  let b = (low + next) | 0
  for (let group = 1; group <= 5; group++) {
    for (let first = group % 2 === 1 ? 0 : 4, round = first; round < first + 4; round++) {
      const by = rotations[round]
      a = (a + b) | 0
      b = ((b << by) | (b >>> (32 - by))) ^ a
    }
    ;[now, next, after] = [next, after, now]
    a = (a + now) | 0
    b = (b + next + group) | 0
  }
  return [a >>> 0, b >>> 0]
}
