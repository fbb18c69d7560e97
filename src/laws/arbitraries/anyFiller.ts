/** Arbitrary sequences of numbers. @module */
import fc from 'fast-check'
import { anyNumber, type NumberKind } from './numbers.ts'

/** The number at a place of an endless sequence. */
export type Filler = (place: number) => number

/** A number in [0, length) that looks unrelated to `place`; `place` itself, wrapped, for the seed 0. */
const scatter = (place: number, seed: number, length: number): number => {
  if (seed === 0) return place % length
  let x = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d)
  return ((x ^ (x >>> 13)) >>> 0) % length
}

/** Endless sequences over a few numbers of a kind; they shrink to one simple number, whatever they fill. */
export const anyFiller = (kind: NumberKind = 'special'): fc.Arbitrary<Filler> =>
  fc.tuple(fc.array(anyNumber(kind), { minLength: 1, maxLength: 24, size: 'max' }), fc.nat()).map(
    ([palette, seed]) =>
      (place: number) =>
        palette[scatter(place, seed, palette.length)],
  )
