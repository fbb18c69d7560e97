/** Arbitrary numbers. @module */
import fc from 'fast-check'

/**
 * Which numbers to draw: `'moderate'` ones between -10 and 10; `'special'` ones too: zeros of both signs, denormals,
 * 1e-30, 1e20; `'any'`: NaN and infinities as well.
 */
export type NumberKind = 'moderate' | 'special' | 'any'

const moderate = [
  { weight: 5, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 3 }) },
]
const special = [
  ...moderate,
  {
    weight: 2,
    arbitrary: fc.constantFrom(0, -0, 1e20, -1e20, 1e-30, -1e-30, 2 ** -130, -(2 ** -149), 5e-324, -(2 ** -1030)),
  },
]
const any = [...special, { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) }]

const arbitraries: Readonly<Record<NumberKind, fc.Arbitrary<number>>> = {
  moderate: fc.oneof(...moderate),
  special: fc.oneof(...special),
  any: fc.oneof(...any),
}

/** Numbers of a kind. */
export const anyNumber = (kind: NumberKind = 'special'): fc.Arbitrary<number> => arbitraries[kind]
