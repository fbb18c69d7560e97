/** Make arrays of a known length. @module */

/** An array with room for so many values. Giving an empty one its length takes ten times as long. */
export const roomFor = <T>(length: number): T[] =>
  // oxlint-disable-next-line unicorn/no-new-array
  new Array<T>(length)
