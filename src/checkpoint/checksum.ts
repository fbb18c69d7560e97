/** Tell damaged numbers from those that were saved. @module */

const PRIME = 0x01000193
const START = 0x811c9dc5

/**
 * A checksum of 32 bits, eight hexadecimal digits: FNV-1a over words of four bytes (Fowler, Noll and Vo 1991). It tells
 * accidents, not forgeries.
 *
 * @param bytes beginning at a multiple of four; what is left at the end of less than a word is left out
 */
export const checksum = ({ buffer, byteOffset, byteLength }: Uint8Array): string => {
  const words = new Uint32Array(buffer, byteOffset, Math.floor(byteLength / 4))
  let hash = START
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i], PRIME)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
